using Assay.Model.Questions;
using Assay.Cli;

namespace Assay.Architecture.Tests;

/// <summary>Explicit lists are complete: a file that was added is in its list.</summary>
public sealed class ListTests
{
    [Fact]
    public void Every_question_kind_is_in_QuestionKinds() =>
        Implementations(typeof(IQuestionKind), "Model").ShouldBe(QuestionKinds.All.Select(kind => kind.GetType()), ignoreOrder: true);

    [Fact]
    public void Every_verb_is_in_the_command_line() =>
        Assemblies.Ours["Cli"].GetTypes().Where(type => type.Name.EndsWith("Command", StringComparison.Ordinal))
            .Select(type => type.Name[..^"Command".Length].ToLowerInvariant())
            .ShouldBe(CommandLine.Verbs().Select(verb => verb.Name), ignoreOrder: true);

    private static IEnumerable<Type> Implementations(Type contract, string assembly) =>
        Assemblies.Ours[assembly].GetTypes().Where(type => type is { IsAbstract: false, IsClass: true } && type.IsAssignableTo(contract));
}
