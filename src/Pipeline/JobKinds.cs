using Assay.Pipeline.ActiveLearning;
using Assay.Pipeline.ActiveLearning.Work;
using Assay.Pipeline.Database;
using Assay.Pipeline.Ingest;
using Assay.Pipeline.Ingest.Answers;
using Assay.Pipeline.Jobs;
using Assay.Pipeline.Media;
using Assay.Pipeline.Models;
using Assay.Pipeline.PreAnnotate.AutoAccept;
using Assay.Pipeline.PreAnnotate.Difficulty;
using Assay.Pipeline.PreAnnotate.Drafting;
using Assay.Pipeline.Quality.Aggregating;
using Assay.Pipeline.Quality.Arbitration;

namespace Assay.Pipeline;

/// <summary>Every kind of background work. To add one, write its file and name it here.</summary>
internal static class JobKinds
{
    internal static IReadOnlyList<IJobKind> All(Db db, Jobs.Jobs jobs, Uploads uploads, WebMedia media, ModelKinds models, ILearningWork learning, TimeProvider time) =>
    [
        new ImportBatch(db, jobs, uploads, media, time),
        new UndoBatch(db, jobs, time),
        new ImportAnswers(db, jobs, uploads, time),
        new UndoAnswers(db, jobs, time),
        new DraftTasks(db, jobs, models, time),
        new SettleDrafts(db, models),
        new DraftImports(db, jobs),
        new ScoreDifficulty(db, jobs, models, time),
        new AcceptDrafts(db, jobs, time),
        new TakeBackDrafts(db, jobs, time),
        new AggregateVotes(db, jobs, time),
        new Arbitrate(db, jobs, models, time),
        new TakeBackOpinions(db, jobs, time),
        new Learn(db, jobs, models.Images, learning, time),
    ];
}
