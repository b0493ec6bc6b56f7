using System.Text.Json;
using Assay.Pipeline.Media.Vectors;
using Assay.WeakModels;

namespace Assay.Pipeline.Models;

/// <summary>The model that active learning has trained last in this project. It has no settings: <c>{}</c>.</summary>
internal sealed class LearnedKind(ImageEncoding images) : IModelKind
{
    public string Name => LearnedModel.Word;

    public int BatchSize => 1_000;

    public IWeakModel Open(JsonElement settings, ProjectContext project)
    {
        if (project.Db.Read(session => LearnedModelRow.Newest(session, project.Project.Id)) is not { } newest)
            throw new UnfitModel("the project has no model of its own yet; turn active learning on, and it has one once people have given two different labels");
        return newest.Form switch
        {
            LearnedForm.Tagger => new LearnedTagger(newest.Question, newest.Tagger()),
            LearnedForm.ImageClassifier => new LearnedImages(newest.Question, newest.ImageClassifier(), new ImageVectors(project.Db, images), project.Project),
            _ => new LearnedModel(newest.Question, newest.Classifier()),
        };
    }
}
