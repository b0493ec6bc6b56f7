using System.Data;
using Assay.Pipeline.Database;

namespace Assay.Pipeline.Models;

/// <summary>The bytes of learned models, in parts that are each written, and deleted, in a moment.</summary>
internal static class LearnedModelParts
{
    private const int Size = 64 << 10;

    private static readonly HotSql Insert = new("INSERT INTO learned_model_part (model_id, place, bytes) VALUES (@model, @place, @bytes)", DbType.Int64, DbType.Int64, DbType.Binary);

    /// <summary>The bytes of a model as they are written.</summary>
    public static IEnumerable<ReadOnlyMemory<byte>> Of(byte[] bytes)
    {
        for (var from = 0; from < bytes.Length; from += Size)
            yield return bytes.AsMemory(from, Math.Min(Size, bytes.Length - from));
    }

    public static void Add(Session session, long model, int place, ReadOnlyMemory<byte> bytes) => session.Hot(Insert).Execute(model, (long)place, bytes.ToArray());

    /// <summary>All of them, one after the other.</summary>
    public static byte[] Read(Session session, long model)
    {
        var bytes = new byte[session.One<long>("SELECT COALESCE(SUM(length(bytes)), 0) FROM learned_model_part WHERE model_id = @model", new { model })];
        var length = 0;
        foreach (var part in session.Stream<byte[]>("SELECT bytes FROM learned_model_part WHERE model_id = @model ORDER BY place", new { model }))
        {
            part.CopyTo(bytes, length);
            length += part.Length;
        }

        return bytes;
    }

    /// <summary>Deletes the last part of a model, and with its last one the model itself.</summary>
    /// <returns>Whether something of it is left.</returns>
    public static bool DeleteOne(Session session, long model)
    {
        if (session.Execute("DELETE FROM learned_model_part WHERE model_id = @model AND place = (SELECT max(place) FROM learned_model_part WHERE model_id = @model)", new { model }) > 0)
            return true;
        session.Execute("DELETE FROM learned_model WHERE id = @model", new { model });
        return false;
    }
}
