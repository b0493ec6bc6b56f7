using System.Text.Json;
using Assay.Formats.LabelStudio;
using Assay.Model;
using Assay.Pipeline.People;
using Assay.Pipeline.Projects;
using Assay.Server.Auth;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Assay.Server.Endpoints;

/// <summary>Projects: what is asked, the guidelines, the settings.</summary>
public static class ProjectEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        var projects = api.MapGroup("").WithTags("Projects");
        projects.Get("/projects", ListProjects, Access.Account(Scope.Read));
        projects.Post("/projects", CreateProject, Access.Account(Scope.Manage)).ProducesProblem(StatusCodes.Status400BadRequest);
        projects.Post("/schema/check", CheckSchema, Access.Account(Scope.Read)).Accepts<LabelSchema>("application/json");
        projects.Post("/schema/from-label-studio", ReadLabelConfig, Access.Account(Scope.Read))
            .ProducesProblem(StatusCodes.Status400BadRequest).Limited(BodyLimits.LabelConfig);

        var project = api.InProject("Projects");
        project.Get("", GetProject, Access.Member(ProjectRole.Annotator, Scope.Read));
        project.Patch("", ChangeProject, Access.Member(ProjectRole.Manager, Scope.Manage)).ProducesProblem(StatusCodes.Status400BadRequest);
        project.Put("/schema", ChangeSchema, Access.Member(ProjectRole.Manager, Scope.Manage))
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status409Conflict);
        project.Get("/guidelines", GetGuidelines, Access.Member(ProjectRole.Annotator, Scope.Read));
        project.Get("/guidelines/versions", ListGuidelineVersions, Access.Member(ProjectRole.Annotator, Scope.Read));
        project.Put("/guidelines", WriteGuidelines, Access.Member(ProjectRole.Manager, Scope.Manage))
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status409Conflict);
    }

    /// <summary>One's projects, newest first, archived ones last. The admin sees all.</summary>
    public static Ok<IReadOnlyList<ProjectSummary>> ListProjects(Caller caller, Projects projects) =>
        TypedResults.Ok(projects.List(caller.Id, caller.Person.IsAdmin, caller.Token?.ProjectId));

    /// <summary>Makes a project with oneself as owner. Admins may, and those who manage a project already.</summary>
    public static async Task<Ok<Project>> CreateProject(ProjectRequest body, Caller caller, Projects projects)
    {
        if (caller.Token?.ProjectId is not null || !projects.MayCreate(caller.Id, caller.Person.IsAdmin))
            throw new Forbidden("Projects are made by admins and by those who manage a project already.");
        return TypedResults.Ok(await projects.Create(caller.Id, new NewProject(body.Name, body.Schema.ToJson())
        {
            Guidelines = body.Guidelines,
            Settings = new ProjectChanges
            {
                Overlap = body.Overlap,
                LeaseSeconds = body.LeaseSeconds,
                SkipPolicy = body.SkipPolicy,
                GoldRate = body.GoldRate,
                Aggregator = body.Aggregator,
                ConfidenceThreshold = body.ConfidenceThreshold,
                ItemWord = body.ItemWord,
            },
        }));
    }

    /// <summary>Checks a label schema and says all that is wrong with it, for an editor that checks while one types.</summary>
    public static Ok<SchemaCheck> CheckSchema(JsonElement schema) => TypedResults.Ok(new SchemaCheck(LabelSchema.Check(schema.GetRawText())));

    /// <summary>
    /// Turns the label config of a Label Studio project into a label schema and says what is not the same in it. Nothing is stored. 400 names line and
    /// column where the config cannot be read.
    /// </summary>
    public static Ok<LabelConfigReading> ReadLabelConfig(LabelConfigRequest body) => TypedResults.Ok(LabelConfig.Read(body.Config));

    /// <summary>A project with its settings and questions.</summary>
    public static Ok<Project> GetProject(long projectId, Caller caller, Projects projects) => TypedResults.Ok(projects.Get(projectId, caller.InProject));

    /// <summary>Changes settings; what is left out stays as it is. Owners also archive and bring back.</summary>
    public static async Task<Ok<Project>> ChangeProject(long projectId, ProjectChanges body, Caller caller, Projects projects) =>
        TypedResults.Ok(await projects.Change(projectId, body, caller.Id, caller.InProject));

    /// <summary>
    /// Changes what is shown and asked. Once there are answers only additions are taken (a label, a question that need not be
    /// answered); else 409 names what would be lost.
    /// </summary>
    public static async Task<Ok<Project>> ChangeSchema(long projectId, LabelSchema schema, Caller caller, Projects projects) =>
        TypedResults.Ok(await projects.ChangeSchema(projectId, schema.ToJson(), caller.Id, caller.InProject));

    /// <summary>The guidelines in force; version 0 without text when there are none.</summary>
    public static Ok<GuidelineVersion> GetGuidelines(long projectId, Guidelines guidelines) => TypedResults.Ok(guidelines.Latest(projectId));

    /// <summary>Every version of the guidelines, newest first.</summary>
    public static Ok<IReadOnlyList<GuidelineVersion>> ListGuidelineVersions(long projectId, Guidelines guidelines) =>
        TypedResults.Ok(guidelines.Versions(projectId));

    /// <summary>Writes a new version of the guidelines; 409 when someone wrote a newer one than yours is based on.</summary>
    public static async Task<Ok<GuidelineVersion>> WriteGuidelines(long projectId, GuidelinesRequest body, Caller caller, Guidelines guidelines) =>
        TypedResults.Ok(await guidelines.Write(projectId, body.Text, body.BasedOn, caller.Id));
}

/// <param name="Schema">The label schema.</param>
/// <param name="Guidelines">Markdown.</param>
/// <param name="Overlap">How many people answer each task, 1 to 50; 2 when left out.</param>
/// <param name="LeaseSeconds">How long a claimed task is kept without a sign of life; 900 when left out.</param>
/// <param name="SkipPolicy">Who gets a skipped task: others (when left out), me, nobody; or forbidden.</param>
/// <param name="GoldRate">Share of claims that get a task whose answer is known, 0 to 0.5; 0 when left out.</param>
/// <param name="Aggregator">
/// How answers become a label: unanimity (when left out), or majority, wawa, zero_based_skill, one_coin_dawid_skene, dawid_skene, glad, mace, ebcc.
/// </param>
/// <param name="ConfidenceThreshold">The least confidence on every question with which an aggregator completes a task, 0 to 1; 0.8 when left out.</param>
/// <param name="ItemWord">What the items are, in the plural; "items" when left out.</param>
public sealed record ProjectRequest(
    string Name,
    LabelSchema Schema,
    string? Guidelines = null,
    int? Overlap = null,
    int? LeaseSeconds = null,
    string? SkipPolicy = null,
    double? GoldRate = null,
    string? Aggregator = null,
    double? ConfidenceThreshold = null,
    string? ItemWord = null);

public sealed record SchemaCheck(IReadOnlyList<Violation> Errors);

/// <param name="Config">The XML, at most 1,000,000 characters.</param>
public sealed record LabelConfigRequest(string Config);

/// <param name="BasedOn">The version that was edited.</param>
public sealed record GuidelinesRequest(string Text, long BasedOn);
