using System.Security.Cryptography;
using System.Text;

namespace Assay.WeakModels.Llm.Asking;

/// <summary>
/// Tags around text that is not to be trusted. Their names end in a code that is a hash of the text, and that does not stand in it: the text can neither close its tag
/// nor open another.
/// </summary>
internal sealed class Fence
{
    private readonly string code;

    /// <summary>For these texts.</summary>
    /// <param name="seed">Another seed gives other codes.</param>
    /// <param name="texts">All that will stand inside.</param>
    public Fence(int seed, params IEnumerable<string> texts)
    {
        var all = string.Join('\n', texts);
        for (var turn = 0; ; turn++)
        {
            code = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{seed}:{turn}:{all}")))[..10];
            if (!all.Contains(code, StringComparison.OrdinalIgnoreCase)) return;
        }
    }

    /// <summary>The text between its tags, each on a line.</summary>
    public string Around(string tag, string text, string? name = null) =>
        $"<{tag}-{code}{(name is null ? "" : $" name=\"{Escaped(name)}\"")}>\n{text}\n</{tag}-{code}>";

    private static string Escaped(string name) =>
        string.Concat(name.Select(letter => letter is '"' or '<' or '>' || char.IsControl(letter) ? ' ' : letter));
}
