using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Assay.WeakModels.Llm.Calling;

/// <summary>
/// Keeps replies in a file, a JSON object a line, each on the disk before it counts as kept. A line that a crash cut off is taken away when the file is opened next.
/// The file holds what the model said about the items; only its owner may read it.
/// </summary>
public sealed class AnswerFile : IAnswerCache, IDisposable
{
    private static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly SemaphoreSlim gate = new(1);
    private readonly Dictionary<string, (long Start, int Length)> places = new(StringComparer.Ordinal);
    private readonly FileStream file;

    private AnswerFile(FileStream file)
    {
        this.file = file;
        Load();
    }

    /// <summary>How many are kept.</summary>
    public int Count => places.Count;

    /// <summary>Opens the file of a folder, and makes both where they are missing.</summary>
    /// <exception cref="UnfitModel">It cannot be opened: another run has it, or it may not be written.</exception>
    public static AnswerFile Open(string folder)
    {
        var path = Path.Combine(folder, "answers.jsonl");
        try
        {
            Directory.CreateDirectory(folder);
            var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None };
            if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            return new AnswerFile(new FileStream(path, options));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UnfitModel($"{path}: the file of kept answers cannot be opened: {error.Message} Let another run end first, or name another folder", error);
        }
    }

    /// <inheritdoc/>
    public async ValueTask<LlmReply?> Find(string key, CancellationToken cancellation = default)
    {
        await gate.WaitAsync(cancellation);
        try
        {
            if (!places.TryGetValue(key, out var place)) return null;
            var line = new byte[place.Length];
            file.Position = place.Start;
            await file.ReadExactlyAsync(line, cancellation);
            return JsonSerializer.Deserialize<Line>(line, Options)!.Reply;
        }
        finally
        {
            gate.Release();
        }
    }

    /// <inheritdoc/>
    public async ValueTask Keep(string key, LlmReply reply, CancellationToken cancellation = default)
    {
        var line = Encoding.UTF8.GetBytes(JsonSerializer.Serialize(new Line(key, reply), Options) + "\n");
        await gate.WaitAsync(cancellation);
        try
        {
            var start = file.Seek(0, SeekOrigin.End);
            await file.WriteAsync(line, CancellationToken.None);
            file.Flush(flushToDisk: true);
            places[key] = (start, line.Length - 1);
        }
        finally
        {
            gate.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        file.Dispose();
        gate.Dispose();
    }

    private void Load()
    {
        var (buffer, line, start, position) = (new byte[1 << 16], new MemoryStream(), 0L, 0L);
        for (int read; (read = file.Read(buffer)) > 0;)
        {
            for (var i = 0; i < read; i++)
            {
                position++;
                if (buffer[i] != '\n')
                {
                    line.WriteByte(buffer[i]);
                    continue;
                }
                if (KeyOf(line.GetBuffer().AsSpan(0, (int)line.Length)) is { } key) places[key] = (start, (int)line.Length);
                line.SetLength(0);
                start = position;
            }
        }
        // what follows the last line end was being written when the machine or the program stopped
        if (start < file.Length) file.SetLength(start);
    }

    /// <summary>The key of a line; null when it is none: a disk that lost power may leave zeros.</summary>
    private static string? KeyOf(ReadOnlySpan<byte> line)
    {
        try
        {
            return JsonSerializer.Deserialize<Line>(line, Options) is { Key: not null, Reply.Text: not null } read ? read.Key : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private sealed record Line(string Key, LlmReply Reply);
}
