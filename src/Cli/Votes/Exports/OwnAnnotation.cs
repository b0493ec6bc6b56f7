using System.Text.Json;

namespace Assay.Cli.Votes.Exports;

/// <summary>An annotation of this platform's export, written with <c>--annotations</c>.</summary>
internal static class OwnAnnotation
{
    /// <summary>What a list of names is called.</summary>
    public const string Choice = "choice";

    // those the quality page counts; the others were skipped, undone or taken back by a later one
    private static readonly string[] Votes = ["counted", "late"];

    public static bool Fits(JsonPlace annotation) => annotation.Has("person") && annotation.Has("state");

    /// <summary>Null when it is no vote.</summary>
    /// <exception cref="BadInput">It is not as an export writes it.</exception>
    public static Annotation? Read(string task, JsonPlace annotation, People people)
    {
        if (!Votes.Contains(annotation.Text("state")) || !annotation.Has("answers"))
            return null;
        var person = people.Called(annotation.Text("person"), annotation.Number("person_id"));
        var answers = annotation.Object("answers").Json.EnumerateObject().Where(answer => answer.Value.ValueKind != JsonValueKind.Null);
        return new Annotation(task, person, annotation.Where, [.. answers.Select(answer => Reply(answer.Name, answer.Value))]);
    }

    /// <summary>An export has no schema with it; the form of an answer says what kind of question it belongs to.</summary>
    private static Reply Reply(string question, JsonElement answer) => answer.ValueKind switch
    {
        JsonValueKind.String => new Reply(question, "choice or text", new Chosen([answer.GetString()!])),
        JsonValueKind.Number => new Reply(question, "rating", new Rated(answer.GetRawText())),
        JsonValueKind.Array when answer.EnumerateArray().All(each => JsonPlace.Name(each) is not null) =>
            new Reply(question, Choice, new Chosen([.. answer.EnumerateArray().Select(each => JsonPlace.Name(each)!)])),
        JsonValueKind.Array => OwnRegions.Reply(question, answer),
        _ => new Reply(question, "an object", new Incomparable()),
    };
}
