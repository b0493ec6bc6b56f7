using Assay.Aggregation;
using Assay.Aggregation.Numbers;
using Assay.Agreement;
using Assay.Cli;
using Assay.Formats;
using Assay.Model.Questions;
using Assay.Pipeline;
using Assay.Pipeline.Database;
using Assay.Pipeline.Jobs;
using Assay.Pipeline.Models;
using Assay.Sampling;

namespace Assay.Architecture.Tests;

/// <summary>Explicit lists are complete: a file that was added is in its list.</summary>
public sealed class ListTests
{
    [Fact]
    public void Every_question_kind_is_in_QuestionKinds() =>
        Implementations(typeof(IQuestionKind), "Model").ShouldBe(QuestionKinds.All.Select(kind => kind.GetType()), ignoreOrder: true);

    [Fact]
    public void Every_format_is_in_DatasetFormats() =>
        Implementations(typeof(IDatasetFormat), "Formats").ShouldBe(DatasetFormats.All.Select(format => format.GetType()), ignoreOrder: true);

    // one class may stand in the list with several weights; that their names differ is in the coefficients' contract
    [Fact]
    public void Every_coefficient_is_in_Coefficients() =>
        Implementations(typeof(ICoefficient), "Agreement").ShouldBe(Coefficients.All.Select(coefficient => coefficient.GetType()).Distinct(), ignoreOrder: true);

    [Fact]
    public void Every_aggregator_is_in_its_list()
    {
        Implementations(typeof(IAggregator), "Aggregation").ShouldBe(Aggregators.All.Select(aggregator => aggregator.GetType()), ignoreOrder: true);
        Implementations(typeof(INumericAggregator), "Aggregation").ShouldBe(NumericAggregators.All.Select(aggregator => aggregator.GetType()), ignoreOrder: true);
    }

    [Fact]
    public void Every_strategy_is_in_Strategies() =>
        Implementations(typeof(IStrategy), "Sampling").ShouldBe(Strategies.All.Select(strategy => strategy.GetType()), ignoreOrder: true);

    [Fact]
    public void Every_kind_of_job_is_in_JobKinds() =>
        Implementations(typeof(IJobKind), "Pipeline").ShouldBe(JobKinds.All(null!, null!, null!, null!, new ModelKinds(ModelPlaces.OfServer(""), TimeProvider.System), null!, TimeProvider.System).Select(kind => kind.GetType()), ignoreOrder: true);

    [Fact]
    public void Every_kind_of_model_that_projects_run_is_in_ModelKinds() =>
        Implementations(typeof(IModelKind), "Pipeline").Count().ShouldBe(new ModelKinds(ModelPlaces.OfServer(""), TimeProvider.System).Names.Count);

    [Fact]
    public void Every_migration_follows_the_one_before() =>
        Migrations.All.Select(migration => migration.Number).ShouldBe(Enumerable.Range(1, Migrations.All.Count));

    [Fact]
    public void Every_project_is_in_the_solution()
    {
        var solution = File.ReadAllText(Path.Combine(Assemblies.Root, "Assay.slnx"));
        Directory.EnumerateFiles(Assemblies.Root, "*.csproj", SearchOption.AllDirectories)
            .Where(file => !file.Contains("node_modules", StringComparison.Ordinal))
            .Select(file => Path.GetRelativePath(Assemblies.Root, file).Replace(Path.DirectorySeparatorChar, '/'))
            .Where(file => !solution.Contains($"\"{file}\"", StringComparison.Ordinal))
            .ShouldBeEmpty();
    }

    [Fact]
    public void Every_verb_is_in_the_command_line() =>
        Assemblies.Ours["Cli"].GetTypes().Where(type => type.Name.EndsWith("Command", StringComparison.Ordinal))
            .Select(type => type.Name[..^"Command".Length].ToLowerInvariant())
            .ShouldBe(CommandLine.Verbs().Select(verb => verb.Name.Replace("-", "", StringComparison.Ordinal)), ignoreOrder: true);

    private static IEnumerable<Type> Implementations(Type contract, string assembly) =>
        Assemblies.Ours[assembly].GetTypes().Where(type => type is { IsAbstract: false, IsClass: true } && type.IsAssignableTo(contract));
}
