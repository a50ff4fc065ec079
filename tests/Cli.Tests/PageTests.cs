using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Threading.Tasks;

namespace Modelwright.Cli.Tests;

/// <summary>The page of <c>inspect --html</c>: whole in itself, and, where a Chromium is installed, opened and clicked through.</summary>
public sealed partial class PageTests : IDisposable
{
    private static readonly string[] Browsers = ["chromium", "chromium-browser", "google-chrome"];

    private readonly string _folder = Directory.CreateTempSubdirectory("modelwright-page-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("Vulkan", true)]
    [InlineData("Cpu", false)]
    public async Task One_file_holds_everything(string backend, bool kernels)
    {
        string page = await PageAsync(backend);
        using JsonDocument data = JsonDocument.Parse(Data().Match(page).Groups[1].Value);

        Assert.DoesNotMatch("(src|href)=\"?(https?:|//|[a-z/]+\\.(js|css))", page);
        Assert.DoesNotContain("{{", page[..page.IndexOf("<script type", StringComparison.Ordinal)]);
        Assert.Equal(kernels, data.RootElement.GetProperty("kernels").GetArrayLength() > 10);
        Assert.Equal(kernels, data.RootElement.GetProperty("plan").GetArrayLength() > 0);
        Assert.True(data.RootElement.GetProperty("keys").GetArrayLength() > 10);
        JsonElement stages = data.RootElement.GetProperty("blocks").EnumerateArray().First(static block => block.GetProperty("title").GetString()!.Contains("linear", StringComparison.Ordinal)).GetProperty("stages");
        Assert.Equal("lowered", stages[0].GetProperty("pass").GetString());
        Assert.True(stages[stages.GetArrayLength() - 1].GetProperty("nodes").GetArrayLength() < stages[0].GetProperty("nodes").GetArrayLength(), "nothing was fused");
    }

    /// <summary>Through every view by the page's own buttons; what was met is written into the document, which the browser then prints.</summary>
    [Fact]
    public async Task Its_views_open_in_a_browser()
    {
        if (Browser() is not string browser)
        {
            return; // build.sh test installs one; the page's data are tested above
        }

        string page = (await PageAsync("Vulkan")).Replace("</body>", $"<script>{Clicks}</script></body>", StringComparison.Ordinal);
        string file = Path.Combine(_folder, "clicked.html");
        await File.WriteAllTextAsync(file, page);

        string document = await PrintAsync(browser, file);

        string[] met = [.. Met().Matches(document).Select(static m => m.Groups[1].Value)];
        Assert.Equal(
            [
                "errors 0", "tabs overview keys graphs schedule kernels", "layers shown", "keys shown", "lowered has no marks", "a pass took and made", "a link shows its node",
                "bars shown", "a kernel's text is GLSL", "search narrows", "search opens by its key", "arrows move",
            ],
            met);
    }

    private const string Clicks = """
        let errors = 0; addEventListener("error", () => errors++);
        const met = [], note = (what, is) => met.push(is ? what : "not: " + what), all = selector => [...document.querySelectorAll(selector)];
        const tab = name => document.querySelector(`[data-tab=${name}]`).click();
        const tabNames = all("#tabs button").map(button => button.textContent).join(" ");
        note("layers shown", view.textContent.includes("linear attention and experts"));
        tab("keys"); note("keys shown", view.textContent.includes("/num_hidden_layers"));
        tab("graphs");
        const block = [...view.querySelector("select").options].findIndex(option => option.textContent.includes("linear"));
        view.querySelector("select").value = block; view.querySelector("select").dispatchEvent(new Event("change"));
        note("lowered has no marks", all(".node").length > 10 && all(".added,.removed").length === 0);
        const passes = all("[aria-label=Passes] button"); passes[1].click();
        note("a pass took and made", all(".removed").length > 0 && all(".added").length > 0);
        all(".node a")[0].click(); note("a link shows its node", all(".node.shown").length === 1);
        tab("schedule");
        const buffers = model.plan.map(plan => plan.buffers.length), most = Math.max(...buffers);
        view.querySelector("select").value = buffers.indexOf(most); view.querySelector("select").dispatchEvent(new Event("change"));
        note("bars shown", most > 3 && all(".bar").length === most);
        tab("kernels"); view.querySelector("button").click(); note("a kernel's text is GLSL", (document.getElementById("kernel") || {}).textContent?.startsWith("#version 450"));
        const before = view.querySelectorAll("button").length; search.value = "prefill"; search.dispatchEvent(new Event("input"));
        note("search narrows", view.querySelectorAll("button").length < before && view.querySelectorAll("button").length > 0);
        search.blur(); document.dispatchEvent(new KeyboardEvent("keydown", { key: "/" })); note("search opens by its key", document.activeElement === search);
        tabs.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowRight" })); note("arrows move", document.querySelector("[aria-selected=true]").textContent === "overview");
        document.body.append(...["errors " + errors, "tabs " + tabNames, ...met].map(text => { const item = document.createElement("met"); item.textContent = text; return item; }));
        """;

    private async Task<string> PageAsync(string backend)
    {
        string file = Path.Combine(_folder, backend + ".html");
        (int code, string output) = await CommandLine.RunAsync("inspect", CommandLine.Golden("qwen3_next"), "--backend", backend, "--html", file);
        Assert.True(code == 0, output);
        return await File.ReadAllTextAsync(file);
    }

    private async Task<string> PrintAsync(string browser, string file)
    {
        ProcessStartInfo start = new(
            browser,
            ["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--user-data-dir=" + Path.Combine(_folder, "profile"), "--virtual-time-budget=5000", "--dump-dom", new Uri(file).AbsoluteUri])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string document = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, await errors);
        return document;
    }

    private static string? Browser() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .SelectMany(static folder => Browsers.Select(name => Path.Combine(folder, name))).FirstOrDefault(File.Exists);

    [GeneratedRegex("<script type=\"application/json\" id=\"data\">(.*?)</script>", RegexOptions.Singleline)]
    private static partial Regex Data();

    [GeneratedRegex("<met>(.*?)</met>")]
    private static partial Regex Met();
}
