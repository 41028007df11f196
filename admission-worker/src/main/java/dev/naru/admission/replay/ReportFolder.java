package dev.naru.admission.replay;

import dev.naru.admission.replay.log.CannotReplayException;
import dev.naru.admission.replay.whatif.WhatIfPage;
import dev.naru.model.wire.WireFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** A folder that gets a what-if's report as {@code report.json} and {@code report.html}. */
final class ReportFolder {
  private final Path folder;

  /** Makes the folder, before anything is replayed in vain. */
  ReportFolder(String name) {
    try {
      folder = Files.createDirectories(Path.of(name));
    } catch (IOException | InvalidPathException e) {
      throw new CannotReplayException(
          "Expected --out to be a folder that can be written to, but " + name + " cannot");
    }
  }

  void write(WhatIfReport report, WireFormat wire) {
    String question =
        "The commands %,d to %,d once more, with %s"
            .formatted(report.from(), report.to() - 1, wire.encodePart(report.changes()));
    try {
      Files.writeString(folder.resolve("report.json"), wire.encodePart(report) + "\n");
      Files.writeString(
          folder.resolve("report.html"),
          WhatIfPage.of(question, report.recorded(), report.imagined()));
    } catch (IOException e) {
      throw new CannotReplayException(
          "Expected to write the report into " + folder + ", but: " + e.getMessage());
    }
  }
}
