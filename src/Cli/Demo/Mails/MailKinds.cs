using System.Text.RegularExpressions;

namespace Assay.Cli.Demo.Mails;

/// <summary>
/// The labels of the demo, and which of them a mail has. The corpus itself only knows ham and spam, in folders; the rest is told by
/// a few words. Nobody sees it: it is what the simulated annotators believe before they err.
/// </summary>
internal static partial class MailKinds
{
    public const string Personal = "personal";
    public const string Discussion = "discussion";
    public const string Newsletter = "newsletter";
    public const string Advertising = "advertising";
    public const string Fraud = "fraud";

    public static string Of(string folder, Mail mail) => folder switch
    {
        "spam-1" or "spam-2" => FraudWords().Matches(mail.Body).Select(match => match.Value.ToLowerInvariant()).Distinct().Count() >= 2 ? Fraud : Advertising,
        "hard-ham-1" => Newsletter,
        _ => mail.FromList ? Discussion : Personal,
    };

    [GeneratedRegex(@"\b(next of kin|deceased|bank account|transfer|confidential|million|nigeria|foreign partner|inheritance|beneficiary|your account|verify|password)\b", RegexOptions.IgnoreCase)]
    private static partial Regex FraudWords();
}
