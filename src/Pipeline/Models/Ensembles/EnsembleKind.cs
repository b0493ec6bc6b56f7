using System.Text.Json;
using Assay.WeakModels;
using Assay.WeakModels.Arbitration;

namespace Assay.Pipeline.Models.Ensembles;

/// <summary>
/// Several of a project's models combined. Settings: <c>{"members": ["A", "B"], "combine": "majority"}</c> or <c>"label-model"</c>, and perhaps <c>minimum</c>,
/// <c>atLeast</c>.
/// </summary>
internal sealed class EnsembleKind : IModelKind
{
    public const string Word = "ensemble";

    public string Name => Word;

    public int BatchSize => 1_000;

    public IWeakModel Open(JsonElement settings, ProjectContext project)
    {
        var setup = EnsembleSettings.Read(settings);
        project.Db.Read(session =>
        {
            EnsembleMembers.Check(session, project.Project.Id, setup);
            return true;
        });
        return new EnsembleModel(setup, project);
    }

    public IArbiter OpenArbiter(JsonElement settings, ProjectContext project) =>
        throw new UnfitModel("an ensemble goes by what its members have drafted and cannot be asked about a dispute; choose one of its members");
}
