namespace Assay.Model.Tests;

/// <summary>A schema with a question of each kind and mode, for tests that need any sound one.</summary>
internal static class Sample
{
    public const string Json = """
        {
          "fields": [{"name": "subject", "kind": "text"}, {"name": "body", "kind": "markdown", "title": "Mail", "required": false}],
          "questions": [
            {"name": "topic", "kind": "choice", "title": "What is it?", "mode": "single",
             "labels": [{"name": "spam", "title": "Spam", "key": "x"}, {"name": "ham", "color": 7}, {"name": "unsure"}]},
            {"name": "flags", "kind": "choice", "title": "Which apply?", "mode": "multiple", "min": 0, "max": 2, "required": false,
             "labels": [{"name": "a"}, {"name": "b"}, {"name": "c"}]},
            {"name": "category", "kind": "choice", "title": "Where does it belong?", "mode": "taxonomy", "required": false,
             "labels": [{"name": "food", "title": "Food", "children": [{"name": "fruit", "title": "Fruit"}, {"name": "fish"}]}, {"name": "tools"}]},
            {"name": "stars", "kind": "rating", "title": "How good?", "min": 1, "max": 5, "captions": {"1": "poor", "5": "great"}, "required": false},
            {"name": "note", "kind": "text", "title": "Anything else?", "hint": "In a few words", "maxLength": 20, "required": false}
          ]
        }
        """;

    public static readonly LabelSchema Schema = LabelSchema.Parse(Json);

    public static Answers Read(string json) => Schema.ReadAnswers(json).OrThrow();
}
