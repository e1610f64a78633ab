using Microsoft.EntityFrameworkCore;

namespace Timesheets.Api;

public sealed class TimesheetContext(DbContextOptions<TimesheetContext> options) : DbContext(options)
{
    public DbSet<Entry> Entries => Set<Entry>();
}

public sealed class Entry
{
    public int Id { get; set; }
    public required string Person { get; set; }
    public int Minutes { get; set; }
}
