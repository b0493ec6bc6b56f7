using System.Data.Common;
using System.Net.Sockets;
using Assay.Model;

namespace Assay.Cli;

/// <summary>Something the person gave cannot be used; the message is the line they read.</summary>
internal sealed class BadInput(string message) : Exception(message);

/// <summary>A failure in words on standard error, and the exit code that goes with it.</summary>
internal static class Failures
{
    public static int Report(Exception failure, TextWriter error)
    {
        switch (failure)
        {
            case OperationCanceledException:
                error.WriteLine("assay: cancelled");
                return ExitCodes.Cancelled;
            case Invalid invalid:
                foreach (var violation in invalid.Violations)
                    error.WriteLine($"assay: {violation}");
                return ExitCodes.BadInput;
            case BadInput or NotFound or Conflict or Forbidden:
                error.WriteLine($"assay: {failure.Message}");
                return ExitCodes.BadInput;
            case IOException or UnauthorizedAccessException:
                error.WriteLine($"assay: {FirstLine(failure)}");
                return ExitCodes.BadInput;
            case DbException database when !IsOurs(database):
            case SocketException:
                error.WriteLine($"assay: the database: {FirstLine(failure)}");
                return ExitCodes.BadInput;
            default:
                error.WriteLine($"assay: this is a fault of the program, please report it: {failure}");
                return ExitCodes.Fault;
        }
    }

    /// <summary>A statement the database does not understand is the program's fault; that it cannot be reached, read or written is not.</summary>
    private static bool IsOurs(DbException error) =>
        error.SqlState?.StartsWith("42", StringComparison.Ordinal) == true || error.Message.StartsWith("SQLite Error 1:", StringComparison.Ordinal);

    private static string FirstLine(Exception failure) => failure.Message.Split('\n')[0].TrimEnd();
}
