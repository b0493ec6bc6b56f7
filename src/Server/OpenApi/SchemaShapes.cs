using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Assay.Model;
using Assay.Pipeline.Projects;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Assay.Server.OpenApi;

/// <summary>Describes what the generator cannot see: types that write their own JSON, and JSON that is passed through.</summary>
public static class SchemaShapes
{
    private const string Field = "Field";
    private const string Label = "Label";
    private const string Answers = "Answers";

    private static readonly string[] Questions = ["ChoiceQuestion", "RatingQuestion", "TextQuestion"];

    /// <summary>Adds the parts of a label schema as named types, so that a generated client has names for them.</summary>
    public static Task AddParts(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellation)
    {
        document.AddComponent(Field, Object(
            "A part of the item that is shown.",
            ["name", "kind"],
            ("name", Text("The property of the item's data.")),
            ("kind", OneOf("text", "markdown")),
            ("title", Text("The heading over it.")),
            ("required", Truth("Whether an item without it is refused; true when left out."))));
        document.AddComponent(Label, Object(
            "One of the answers a choice offers.",
            ["name"],
            ("name", Text("Its identity in answers and exports.")),
            ("title", Text("What the person reads; the name when left out.")),
            ("hint", Text("A line of help.")),
            ("color", Whole("1 to 20, an entry of the palette.")),
            ("key", Text("The key that chooses it.")),
            ("children", List(Reference(document, Label), "The labels below it, in a taxonomy."))));
        document.AddComponent(Questions[0], Object(
            "Choose among labels.",
            ["kind", "name", "title", "mode", "labels"],
            [
                .. Head("choice"),
                ("mode", OneOf("single", "multiple", "taxonomy")),
                ("labels", List(Reference(document, Label), "In the order shown.")),
                ("min", Whole("Fewest labels chosen, where several may be.")),
                ("max", Whole("Most labels chosen, where several may be.")),
            ]));
        document.AddComponent(Questions[1], Object(
            "Choose a number.",
            ["kind", "name", "title", "min", "max"],
            [
                .. Head("rating"),
                ("min", Whole("The lowest.")),
                ("max", Whole("The highest.")),
                ("captions", new OpenApiSchema { Type = JsonSchemaType.Object, AdditionalProperties = Text(null), Description = "Words for values: {\"1\": \"not at all\"}." }),
            ]));
        document.AddComponent(Questions[2], Object(
            "Write.",
            ["kind", "name", "title"],
            [
                .. Head("text"),
                ("multiline", Truth("More than one line.")),
                ("minLength", Whole("Fewest characters.")),
                ("maxLength", Whole("Most characters.")),
                ("pattern", Text("A regular expression the whole text matches.")),
            ]));
        document.AddComponent(Answers, AnswersShape());

        // put in place only now: while types are read, nothing may refer to a component that is not there yet
        document.Components!.Schemas![nameof(LabelSchema)] = Object(
            "What a project shows of each item and what it asks about it.",
            ["fields", "questions"],
            ("fields", List(Reference(document, Field), "What is shown, in this order.")),
            ("questions", List(
                new OpenApiSchema
                {
                    OneOf = [.. Questions.Select(name => Reference(document, name))],
                    Discriminator = new OpenApiDiscriminator { PropertyName = "kind" },
                },
                "What is asked, in this order.")));
        return Task.CompletedTask;
    }

    /// <summary>The name of a type among the components; the label schema needs to be told that it has one, since its inside is not seen.</summary>
    public static string? Name(JsonTypeInfo type) =>
        type.Type == typeof(LabelSchema) ? nameof(LabelSchema)
        : IsPassedThrough(type.Type) ? null
        : OpenApiOptions.CreateDefaultSchemaReferenceId(type);

    public static Task Describe(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellation)
    {
        var type = context.JsonTypeInfo.Type;
        if (type == typeof(ProblemDetails))
        {
            schema.Properties!["errors"] = List(
                Object(
                    "A rule that was broken.",
                    ["path", "rule", "message"],
                    ("path", Text("Where, as a reader of the JSON would say it.")),
                    ("rule", Text("Which, in snake_case, stable for programs.")),
                    ("message", Text("In words."))),
                "The rules that were broken.");
        }
        else if (IsPassedThrough(type))
        {
            Passed(schema, context.JsonPropertyInfo?.Name, type == typeof(JsonElement?));
        }
        else if (type == typeof(DateTimeOffset) || type == typeof(DateTimeOffset?))
        {
            schema.Type = type == typeof(DateTimeOffset) ? JsonSchemaType.String : JsonSchemaType.String | JsonSchemaType.Null;
        }
        else if (type.IsEnum)
        {
            schema.Type = JsonSchemaType.String;
        }
        else if (context.JsonTypeInfo.Kind == JsonTypeInfoKind.Object && IsAnswer(type))
        {
            // whatever we answer, we answer in full: nothing is left out because it is null
            schema.Required = new HashSet<string>(schema.Properties?.Keys ?? []);
        }

        if (context.JsonPropertyInfo is { Set: null, IsGetNullable: false } && schema.Type is { } kind)
            schema.Type = kind & ~JsonSchemaType.Null;

        return Task.CompletedTask;
    }

    private static bool IsPassedThrough(Type type) => type == typeof(JsonElement) || type == typeof(JsonElement?);

    private static bool IsAnswer(Type type) => !type.Name.EndsWith("Request", StringComparison.Ordinal) && type != typeof(ProjectChanges);

    /// <summary>JSON that is passed through is either answers or an item's data; its property says which.</summary>
    private static void Passed(OpenApiSchema schema, string? property, bool nullable)
    {
        if (property is null)
            return;
        schema.Type = nullable ? JsonSchemaType.Object | JsonSchemaType.Null : JsonSchemaType.Object;
        if (property is "answers" or "draft" or "final")
            (schema.AdditionalProperties, schema.Description) = (AnswersShape().AdditionalProperties, AnswersShape().Description);
        else
            (schema.AdditionalProperties, schema.Description) = (new OpenApiSchema(), "The item's data by field.");
    }

    private static OpenApiSchema AnswersShape() => new()
    {
        Type = JsonSchemaType.Object,
        Description = "Answers by question name: a label; several labels; paths in a taxonomy; a number; a text; regions.",
        AdditionalProperties = new OpenApiSchema
        {
            OneOf =
            [
                Text(null), new OpenApiSchema { Type = JsonSchemaType.Number }, List(Text(null), null), List(List(Text(null), null), null), List(Region(), null),
            ],
        },
    };

    private static OpenApiSchema Region() => new() { Type = JsonSchemaType.Object, AdditionalProperties = new OpenApiSchema() };

    private static (string, IOpenApiSchema)[] Head(string kind) =>
    [
        ("kind", OneOf(kind)),
        ("name", Text("The property of the answers.")),
        ("title", Text("What the person reads.")),
        ("hint", Text("A line of help.")),
        ("required", Truth("Whether a submission without an answer is refused; true when left out.")),
    ];

    private static OpenApiSchemaReference Reference(OpenApiDocument document, string name) => new(name, document);

    private static OpenApiSchema Object(string description, HashSet<string> required, params (string Name, IOpenApiSchema Schema)[] properties) => new()
    {
        Type = JsonSchemaType.Object,
        Description = description,
        Required = required,
        Properties = properties.ToDictionary(property => property.Name, property => property.Schema),
    };

    private static OpenApiSchema List(IOpenApiSchema items, string? description) => new() { Type = JsonSchemaType.Array, Items = items, Description = description };

    private static OpenApiSchema Text(string? description) => new() { Type = JsonSchemaType.String, Description = description };

    private static OpenApiSchema Whole(string description) => new() { Type = JsonSchemaType.Integer, Description = description };

    private static OpenApiSchema Truth(string description) => new() { Type = JsonSchemaType.Boolean, Description = description };

    private static OpenApiSchema OneOf(params string[] words) => new() { Type = JsonSchemaType.String, Enum = [.. words.Select(word => (JsonNode)word)] };
}
