using System.Globalization;

namespace Assay.Cli.Votes.Exports;

/// <summary>What people are called: their names, and of two with one name the second with its id.</summary>
internal sealed class People
{
    private readonly Dictionary<string, double> byName = [];

    public string Called(string name, double id) =>
        byName.TryAdd(name, id) || byName[name] == id ? name : string.Create(CultureInfo.InvariantCulture, $"{name} ({id})");
}
