package dev.naru.evidence.report;

import dev.naru.evidence.CannotRunException;
import dev.naru.evidence.Folders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The folder with {@code report.html}, {@code report.md}, {@code report.json} and Gatling's. */
public final class ReportFiles {
  /** Name of the folder with Gatling's reports. */
  public static final String GATLING = "gatling";

  private final Path folder;

  public ReportFiles(Path folder) {
    this.folder = folder;
  }

  /** Makes the folder, and removes Gatling's reports of an earlier run from it. */
  public static Path emptied(Path folder) {
    try {
      Files.createDirectories(folder);
      Folders.delete(folder.resolve(GATLING));
      return folder;
    } catch (IOException e) {
      throw new CannotRunException("Expected to write to " + folder + ", but: " + e);
    }
  }

  public void write(Report report) {
    try {
      Files.writeString(folder.resolve("report.md"), Markdown.of(report));
      Files.writeString(folder.resolve("report.html"), Html.of(report));
      Files.writeString(folder.resolve("report.json"), json(report));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String json(Report report) {
    return JsonMapper.builder()
        .enable(SerializationFeature.INDENT_OUTPUT)
        .build()
        .writeValueAsString(report);
  }
}
