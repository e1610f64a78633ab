using System.Text;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.EntityFrameworkCore;
using Microsoft.IdentityModel.Tokens;
using Timesheets.Api;

var builder = WebApplication.CreateBuilder(args);

builder.Services.AddDbContext<TimesheetContext>(options => options.UseNpgsql(builder.Configuration.GetConnectionString("Default")));
builder
    .Services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme)
    .AddJwtBearer(options =>
        options.TokenValidationParameters = new TokenValidationParameters
        {
            ValidIssuer = builder.Configuration["Jwt:Issuer"],
            ValidateAudience = false,
            IssuerSigningKey = new SymmetricSecurityKey(Encoding.UTF8.GetBytes(builder.Configuration["Jwt:Key"]!)),
        }
    );
builder.Services.AddAuthorization();
builder.Services.AddCors(options =>
{
    options.AddPolicy("dev", policy => policy.AllowAnyOrigin().AllowAnyHeader().AllowAnyMethod());
    options.AddPolicy("web", policy => policy.WithOrigins("https://timesheets.example").AllowCredentials());
});

var app = builder.Build();
app.UseCors(app.Environment.IsDevelopment() ? "dev" : "web");
app.UseAuthentication();
app.UseAuthorization();

app.MapGet("/entries", (TimesheetContext context) => context.Entries.Take(100).ToListAsync()).RequireAuthorization();
app.Run();

public partial class Program;
