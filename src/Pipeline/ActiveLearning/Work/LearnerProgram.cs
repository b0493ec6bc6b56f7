namespace Assay.Pipeline.ActiveLearning.Work;

/// <summary>The program that learns in a process of its own: it calls <see cref="LearningWorker.Run"/> on its standard input and output.</summary>
/// <param name="FileName">The file to start.</param>
/// <param name="Arguments">What it is started with.</param>
public sealed record LearnerProgram(string FileName, IReadOnlyList<string> Arguments);
