using System.Text.Json;
using Assay.Model.Json;

namespace Assay.Model;

/// <summary>Checks a conversation: a list of turns, each an object with a <c>role</c> and a <c>content</c> (other properties are kept and not shown).</summary>
internal static class ChatCheck
{
    /// <summary>Turns a conversation may have.</summary>
    public const int MostTurns = 10_000;

    private const int LongestRole = 100;

    /// <summary>Whether nothing is wrong, without saying what.</summary>
    public static bool IsSound(JsonElement turns)
    {
        if (turns.GetArrayLength() > MostTurns) return false;
        foreach (var turn in turns.EnumerateArray())
            if (!IsTurn(turn)) return false;
        return true;
    }

    /// <summary>Reports all that is wrong, under the field.</summary>
    public static void Report(string field, JsonElement turns, Findings findings)
    {
        findings.Enter(field);
        if (turns.GetArrayLength() > MostTurns) findings.Report("too_many", $"the field \"{field}\" has {turns.GetArrayLength():N0} turns; at most {MostTurns:N0}");
        else
        {
            foreach (var (index, turn) in turns.EnumerateArray().Index())
            {
                if (findings.Full) break;
                if (IsTurn(turn)) continue;
                findings.Enter(index);
                ReportTurn($"turn {index + 1} of the field \"{field}\"", turn, findings);
                findings.Leave();
            }
        }
        findings.Leave();
    }

    private static bool IsTurn(JsonElement turn) => Text(turn, "role") is { } role && !string.IsNullOrWhiteSpace(role) && role.Length <= LongestRole && Text(turn, "content") is not null;

    private static void ReportTurn(string where, JsonElement turn, Findings findings)
    {
        if (turn.ValueKind != JsonValueKind.Object)
        {
            findings.Report("type", $"{where} is {JsonText.Show(turn)}; a turn is an object with a role and a content");
            return;
        }
        if (Text(turn, "role") is not { } role) findings.ReportAt("role", "type", $"{where} has no role, a text such as \"user\"");
        else if (string.IsNullOrWhiteSpace(role)) findings.ReportAt("role", "required", $"{where} has a blank role");
        else if (role.Length > LongestRole) findings.ReportAt("role", "too_long", $"{where} has a role of {role.Length:N0} characters; at most {LongestRole}");
        if (Text(turn, "content") is null) findings.ReportAt("content", "type", $"{where} has no content, a text");
    }

    private static string? Text(JsonElement turn, string name)
    {
        if (turn.ValueKind != JsonValueKind.Object) return null;
        foreach (var property in turn.EnumerateObject())
            if (JsonText.Name(property) == name) return JsonText.String(property.Value);
        return null;
    }
}
