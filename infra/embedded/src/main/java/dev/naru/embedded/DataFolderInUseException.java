package dev.naru.embedded;

import java.nio.file.Path;

/** Another Naru holds the lock of the data folder. */
public final class DataFolderInUseException extends ServerException {

  private static final long serialVersionUID = 1L;

  DataFolderInUseException(Path folder, String owner) {
    super(
        "The data folder %s is in use: another Naru runs there%s. Stop it, or choose another folder."
            .formatted(folder, owner.isEmpty() ? "" : " (process " + owner + ")"));
  }
}
