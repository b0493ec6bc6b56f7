using System.Runtime.InteropServices;
using SQLitePCL;

namespace Assay.Pipeline.Database;

/// <summary>
/// The database file as SQLite has it open. Opening it a second time to sync it would do harm: closing any descriptor of a file drops the
/// process's POSIX locks on it, SQLite's among them (sqlite.org/howtocorrupt.html, 2.2).
/// </summary>
internal static class SqliteFile
{
    /// <summary>SQLITE_FCNTL_FILE_POINTER: gives the sqlite3_file of the main database.</summary>
    private const int FilePointer = 7;

    /// <summary>SQLITE_SYNC_NORMAL: what a checkpoint uses.</summary>
    private const int SyncNormal = 2;

    /// <summary>Where sqlite3_io_methods has xSync, in pointers: iVersion, xClose, xRead, xWrite, xTruncate come before it.</summary>
    private const int SyncMethod = 5;

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int Sync(nint file, int flags);

    /// <summary>
    /// Brings what was written to the database file to the disk; returns an SQLite result code. For the connection's own thread. That it
    /// fails is told to every other descriptor of the file too, so a later sync of SQLite's own does not pass over it.
    /// </summary>
    public static int Flush(sqlite3 connection)
    {
        var found = FileControl(connection, null, FilePointer, out var file);
        if (found != raw.SQLITE_OK || file == 0)
            return found == raw.SQLITE_OK ? raw.SQLITE_MISUSE : found;
        var methods = Marshal.ReadIntPtr(file);
        return methods == 0
            ? raw.SQLITE_MISUSE
            : Marshal.GetDelegateForFunctionPointer<Sync>(Marshal.ReadIntPtr(methods, SyncMethod * nint.Size))(file, SyncNormal);
    }

    [DllImport("e_sqlite3", EntryPoint = "sqlite3_file_control")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories | DllImportSearchPath.AssemblyDirectory)]
    private static extern int FileControl(sqlite3 connection, string? database, int operation, out nint file);
}
