using System.Reflection;
using Assay.TestKit;
using Xunit.Sdk;
using Xunit.v3;

namespace Assay.Pipeline.Tests;

/// <summary>Runs the test once on each engine; the first parameter is its name.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class EnginesAttribute : DataAttribute
{
    private readonly object?[] more;

    /// <param name="more">Values of the further parameters.</param>
    public EnginesAttribute(params object?[] more) => this.more = more;

    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker) =>
        new([.. TestDb.Engines.Select(engine => new TheoryDataRow([engine, .. more])
        {
            Skip = engine == "postgresql" && !PostgresCluster.IsThere ? PostgresCluster.Missing : null,
        })]);

    public override bool SupportsDiscoveryEnumeration() => true;
}
