using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Assay.Dedup;
using Assay.Pipeline;
using Assay.Pipeline.ActiveLearning.Work;
using Assay.Pipeline.Ingest;
using Assay.Pipeline.Jobs;
using Assay.Pipeline.Media;
using Assay.Pipeline.Models;
using Assay.TestKit;
using Microsoft.Data.Sqlite;
using Npgsql;
using NpgsqlTypes;

namespace Assay.Benchmarks;

/// <summary>
/// Import of 1,000,000 small JSONL rows as people do it (read, check, hash, find duplicates, commit in resumable batches), and the bare
/// loading of the same rows, prepared in memory, into the same tables with the same indexes.
/// </summary>
internal static class ImportBenchmark
{
    private static readonly int Rows = int.Parse(Environment.GetEnvironmentVariable("ASSAY_BENCH_ROWS") ?? "1000000");
    private const int Rounds = 3;
    private const int Seed = 20261124;

    public static async Task Run(Report report)
    {
        var file = Path.Combine(Path.GetTempPath(), $"assay-bench-{Environment.ProcessId}.jsonl");
        var rows = Write(file);
        try
        {
            report.Heading($"Import of {Report.Number(Rows)} rows ({Report.Number(new FileInfo(file).Length / 1e6)} MB of JSON lines), exact duplicates found");
            report.Table("engine", "bare, rows/s", "bare, 2,000 rows a commit, rows/s", "assay, rows/s", "against bare", "peak memory of the process, MB");
            foreach (var engine in Report.Engines)
            {
                List<double> whole = [], chunked = [], ours = [];
                for (var round = 0; round < Rounds; round++)
                {
                    whole.Add(await Time(engine, Rows, rows));
                    chunked.Add(await Time(engine, 2_000, rows));
                    ours.Add(await Import(engine, file));
                }

                var best = Math.Max(Median(whole), Median(chunked));
                report.Row(
                    engine, Report.Number(Median(whole)), Report.Number(Median(chunked)), Report.Number(Median(ours)), $"{Median(ours) / best:P0}",
                    Report.Number(Process.GetCurrentProcess().PeakWorkingSet64 / 1e6));
            }

            report.Note("Medians of three rounds taken in turn, each into a fresh database. Bare: the rows wait in memory with ids and hashes; Microsoft.Data.Sqlite with "
                + "prepared inserts, or binary COPY of one table after the other. The memory is mostly those rows. SQLite: WAL, synchronous=FULL. "
                + "PostgreSQL: a cluster on the same machine; fsync as the cluster says.");
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>Texts of 80 to 170 bytes, all different.</summary>
    private static List<(string Data, ContentHash Hash)> Write(string file)
    {
        var random = new Random(Seed);
        var words = Enumerable.Range(0, 5_000).Select(_ => new string([.. Enumerable.Range(0, random.Next(2, 10)).Select(_ => (char)('a' + random.Next(26)))])).ToArray();
        var rows = new List<(string, ContentHash)>(Rows);
        using var to = new StreamWriter(file, false, new UTF8Encoding(false), 1 << 20);
        for (var i = 0; i < Rows; i++)
        {
            var text = new StringBuilder();
            for (var length = random.Next(70, 160); text.Length < length;)
                text.Append(words[random.Next(words.Length)]).Append(' ');
            text.Append(i);
            var data = JsonSerializer.Serialize(new { id = i, text = text.ToString() });
            rows.Add((data, ContentHash.Of(text.ToString())));
            to.Write(data);
            to.Write('\n');
        }

        return rows;
    }

    private static async Task<double> Import(string engine, string file)
    {
        using var database = TestDb.Create(engine);
        var person = await TestProject.Person(database.Db, "p");
        var project = await TestProject.Create(database.Db, person, overlap: 2);
        var jobs = new Jobs(database.Db, TimeProvider.System);
        var uploads = new Uploads(database.Db, TimeProvider.System);
        using var media = new MediaLibrary(database.Db, TimeProvider.System, new MediaLimits());
        using var web = new WebMedia(media, database.Db);
        var models = new ModelKinds(ModelPlaces.OfServer(database.Db.DataFolder), TimeProvider.System);
        await using var learning = new LocalWork(database.Db, models.Images, TimeProvider.System);
        await using var runner = new JobRunner(database.Db, jobs, TimeProvider.System, JobKinds.All(database.Db, jobs, uploads, web, models, learning, TimeProvider.System));
        var imports = new Imports(database.Db, jobs, runner, uploads, TimeProvider.System);
        Settle();
        var watch = Stopwatch.StartNew();
        var job = (await imports.Run(project, person, [file], new ImportOptions())).Single();
        watch.Stop();
        if (job.Imported != Rows)
            throw new InvalidOperationException($"{job.State}: {job.Imported} rows came in. {job.Error}");
        return Rows / watch.Elapsed.TotalSeconds;
    }

    private static async Task<double> Time(string engine, int perCommit, List<(string Data, ContentHash Hash)> rows)
    {
        using var database = TestDb.Create(engine);
        var person = await TestProject.Person(database.Db, "p");
        await TestProject.Create(database.Db, person, overlap: 2);
        await using var connection = database.Db.Dialect.Open();
        if (connection is SqliteConnection)
        {
            // as the import sets them for its duration
            await using var pragmas = connection.CreateCommand();
            pragmas.CommandText = "PRAGMA cache_size = -64000; PRAGMA wal_autocheckpoint = 16000";
            await pragmas.ExecuteNonQueryAsync();
        }

        Settle();
        var watch = Stopwatch.StartNew();
        for (var from = 0; from < rows.Count; from += perCommit)
        {
            var to = Math.Min(rows.Count, from + perCommit);
            await using var transaction = await connection.BeginTransactionAsync();
            if (connection is SqliteConnection sqlite)
                Insert(sqlite, (SqliteTransaction)transaction, rows, from, to);
            else
                Copy((NpgsqlConnection)connection, rows, from, to);
            await transaction.CommitAsync();
        }

        return rows.Count / watch.Elapsed.TotalSeconds;
    }

    private static void Insert(SqliteConnection connection, SqliteTransaction transaction, List<(string Data, ContentHash Hash)> rows, int from, int to)
    {
        using var task = Prepare("INSERT INTO task (id, project_id, status, rank, overlap, open_slots, changed_at) VALUES ($a, 1, 'pending', 0, 2, 2, 0)", SqliteType.Integer);
        using var item = Prepare(
            "INSERT INTO item (task_id, project_id, batch_id, line, hash_high, hash_low, data) VALUES ($a, 1, 1, $b, $c, $d, $e)",
            SqliteType.Integer, SqliteType.Integer, SqliteType.Integer, SqliteType.Integer, SqliteType.Text);
        for (var i = from; i < to; i++)
        {
            task.Parameters[0].Value = i + 1L;
            task.ExecuteNonQuery();
            item.Parameters[0].Value = i + 1L;
            item.Parameters[1].Value = i + 1L;
            item.Parameters[2].Value = rows[i].Hash.High;
            item.Parameters[3].Value = rows[i].Hash.Low;
            item.Parameters[4].Value = rows[i].Data;
            item.ExecuteNonQuery();
        }

        SqliteCommand Prepare(string sql, params SqliteType[] types)
        {
            var command = connection.CreateCommand();
            command.Transaction = transaction;
            command.CommandText = sql;
            for (var i = 0; i < types.Length; i++)
                command.Parameters.Add($"${(char)('a' + i)}", types[i]);
            command.Prepare();
            return command;
        }
    }

    private static void Copy(NpgsqlConnection connection, List<(string Data, ContentHash Hash)> rows, int from, int to)
    {
        using (var task = connection.BeginBinaryImport("COPY task (id, project_id, status, rank, overlap, open_slots, changed_at) FROM STDIN (FORMAT BINARY)"))
        {
            for (var i = from; i < to; i++)
            {
                task.StartRow();
                task.Write(i + 1L, NpgsqlDbType.Bigint);
                task.Write(1L, NpgsqlDbType.Bigint);
                task.Write("pending", NpgsqlDbType.Text);
                task.Write(0L, NpgsqlDbType.Bigint);
                task.Write(2L, NpgsqlDbType.Bigint);
                task.Write(2L, NpgsqlDbType.Bigint);
                task.Write(0L, NpgsqlDbType.Bigint);
            }

            task.Complete();
        }

        using var item = connection.BeginBinaryImport("COPY item (task_id, project_id, batch_id, line, hash_high, hash_low, data) FROM STDIN (FORMAT BINARY)");
        for (var i = from; i < to; i++)
        {
            item.StartRow();
            item.Write(i + 1L, NpgsqlDbType.Bigint);
            item.Write(1L, NpgsqlDbType.Bigint);
            item.Write(1L, NpgsqlDbType.Bigint);
            item.Write(i + 1L, NpgsqlDbType.Bigint);
            item.Write(rows[i].Hash.High, NpgsqlDbType.Bigint);
            item.Write(rows[i].Hash.Low, NpgsqlDbType.Bigint);
            item.Write(rows[i].Data, NpgsqlDbType.Text);
        }

        item.Complete();
    }

    /// <summary>What the round before left behind is not this round's cost.</summary>
    private static void Settle()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
