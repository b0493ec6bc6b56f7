using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Assay.Model;
using Assay.Pipeline.Database;

namespace Assay.Pipeline.Projects;

/// <summary>Schemas as objects, by project and version, for as long as their database is open. A version never changes once written.</summary>
internal static class ParsedSchemas
{
    private const int MostKept = 1_000;

    private static readonly ConditionalWeakTable<Dialect, ConcurrentDictionary<(long Project, long Version), LabelSchema>> Known = [];

    /// <summary>To be called before a new version is written: should the transaction be taken back, nobody may go on believing in it.</summary>
    public static void ForgetOnRollback(Session session, long projectId, long version)
    {
        var dialect = session.Dialect;
        session.OnRollback(() => Known.GetOrCreateValue(dialect).TryRemove((projectId, version), out _));
    }

    public static LabelSchema Of(Session session, long projectId, long version)
    {
        var schemas = Known.GetOrCreateValue(session.Dialect);
        if (schemas.TryGetValue((projectId, version), out var schema))
            return schema;
        if (schemas.Count >= MostKept)
            schemas.Clear();
        var (json, read) = session.One<(string, long)>("SELECT schema_json, schema_version FROM project WHERE id = @projectId", new { projectId });
        return schemas[(projectId, read)] = LabelSchema.Parse(json);
    }
}
