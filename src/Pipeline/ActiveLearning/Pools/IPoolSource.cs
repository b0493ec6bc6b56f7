using Assay.Pipeline.Models;
using Assay.Pipeline.Projects;

namespace Assay.Pipeline.ActiveLearning.Pools;

/// <summary>How the tasks of a project become features.</summary>
internal interface IPoolSource
{
    /// <summary>The pool of all tasks there are now.</summary>
    /// <param name="settings">Of the project.</param>
    /// <param name="known">What memory has of it, under the same schema; null for nothing.</param>
    /// <param name="saved">The model that was kept last, where its features are kept with it; else null.</param>
    /// <param name="stop">Stops the work.</param>
    TaskPool Get(ProjectSettings settings, TaskPool? known, LearnedModelRow? saved, CancellationToken stop);

    /// <summary>The same over the features of a model that was saved.</summary>
    TaskPool Of(ProjectSettings settings, TaskPool? known, LearnedModelRow saved, CancellationToken stop);
}

/// <summary>What of its tasks a question is learned from.</summary>
internal enum LearnedFrom
{
    /// <summary>All that is text in an item.</summary>
    Texts,

    /// <summary>All images of an item.</summary>
    Images,
}
