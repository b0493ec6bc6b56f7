using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Assay.TestKit;

/// <summary>
/// A PostgreSQL cluster of this test process: made in a temporary folder, on a free port of 127.0.0.1, gone with the process.
/// <c>ASSAY_TEST_POSTGRES</c> (a connection string to an empty server) uses that one instead.
/// </summary>
public static class PostgresCluster
{
    private static readonly Lazy<string?> Started = new(Start);
    private static int databases;

    /// <summary>Why there is none, for the skip message.</summary>
    public static string Missing => "PostgreSQL's programs (initdb, postgres) are not on this machine; ./test installs them.";

    public static bool IsThere => Started.Value is not null;

    /// <summary>The connection string of a new, empty database.</summary>
    public static string NewDatabase()
    {
        var server = Started.Value ?? throw new InvalidOperationException(Missing);
        var name = $"assay_{Environment.ProcessId}_{Interlocked.Increment(ref databases)}";
        using var connection = new NpgsqlConnection(server);
        connection.Open();
        using var create = new NpgsqlCommand($"CREATE DATABASE {name}", connection);
        create.ExecuteNonQuery();
        return new NpgsqlConnectionStringBuilder(server) { Database = name }.ConnectionString;
    }

    private static string? Start()
    {
        if (Environment.GetEnvironmentVariable("ASSAY_TEST_POSTGRES") is { Length: > 0 } given)
            return given;
        var programs = Programs();
        if (programs is null)
            return null;
        var folder = Directory.CreateTempSubdirectory("assay-pg-").FullName;
        var asRoot = Environment.UserName == "root";
        if (asRoot)
            Run("chown", ["postgres:postgres", folder]);
        var data = Path.Combine(folder, "data");
        Run(asRoot, Path.Combine(programs, "initdb"), ["-D", data, "-U", "assay", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync"]);
        var port = FreePort();
        var server = BeginForLife(
            asRoot,
            Path.Combine(programs, "postgres"),
            [
                "-D", data, "-k", folder, "-p", $"{port}", "-h", "127.0.0.1",
                "-c", "fsync=off", "-c", "full_page_writes=off", "-c", "max_connections=300", "-c", "shared_buffers=128MB", "-c", "log_min_messages=fatal",
            ]);
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            server.Kill();
            server.WaitForExit();

            // hundreds of databases take longer to delete than a process that ends is given
            using var deletion = Process.Start("rm", ["-rf", folder]);
        };
        var connectionString = $"Host=127.0.0.1;Port={port};Username=assay;Database=postgres;Pooling=false";
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                using var connection = new NpgsqlConnection(connectionString);
                connection.Open();
                return connectionString;
            }
            catch (NpgsqlException) when (attempt < 200 && !server.HasExited)
            {
                // it has not opened its port yet; there is no event to wait for from outside
                using var pause = new ManualResetEventSlim();
                pause.Wait(50);
            }
        }
    }

    private static string? Programs()
    {
        const string debian = "/usr/lib/postgresql";
        var found = Directory.Exists(debian)
            ? Directory.GetDirectories(debian).Select(version => Path.Combine(version, "bin")).Where(bin => File.Exists(Path.Combine(bin, "postgres"))).Order().LastOrDefault()
            : null;
        return found ?? Environment.GetEnvironmentVariable("PATH")?.Split(':').FirstOrDefault(folder => File.Exists(Path.Combine(folder, "postgres")));
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>The kernel's "parent death" is the death of the thread that began the process, so that thread has to stay.</summary>
    private static Process BeginForLife(bool asRoot, string program, string[] arguments)
    {
        var started = new TaskCompletionSource<Process>();
        new Thread(() =>
        {
            var process = Begin(asRoot, program, arguments);
            started.SetResult(process);
            process.WaitForExit();
        })
        { IsBackground = true, Name = "PostgreSQL" }.Start();
        return started.Task.GetAwaiter().GetResult();
    }

    /// <summary>PostgreSQL refuses to run as root; the kernel ends it should this process die without a goodbye.</summary>
    private static Process Begin(bool asRoot, string program, string[] arguments)
    {
        string[] wrapper = asRoot
            ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", "--pdeathsig=KILL", program]
            : ["setpriv", "--pdeathsig=KILL", program];
        var start = new ProcessStartInfo(wrapper[0]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/" };
        foreach (var argument in wrapper.Skip(1).Concat(arguments))
            start.ArgumentList.Add(argument);
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private static void Run(bool asRoot, string program, string[] arguments)
    {
        using var process = Begin(asRoot, program, arguments);
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} ended with {process.ExitCode}.");
    }

    private static void Run(string program, string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit();
    }
}
