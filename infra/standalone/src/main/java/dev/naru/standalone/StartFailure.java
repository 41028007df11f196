package dev.naru.standalone;

import dev.naru.embedded.DataFolderInUseException;
import dev.naru.embedded.ServerException;
import dev.naru.model.InvalidSettingException;
import java.io.PrintStream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Says why a start failed: in one line if the user can set it right. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class StartFailure implements SpringBootExceptionReporter {
  static final int CANNOT_RUN = 2;
  private static final int FAULT = 1;

  StartFailure() {}

  /** Prints to {@code err}; returns the exit code. */
  static int report(Throwable failure, PrintStream err) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      String line = line(cause);
      if (line != null) {
        err.println("naru: " + line);
        return CANNOT_RUN;
      }
    }
    err.println("naru: could not start");
    failure.printStackTrace(err);
    return FAULT;
  }

  private static @Nullable String line(Throwable cause) {
    return switch (cause) {
      case WrongUseException wrong -> wrong.getMessage();
      case BindException setting -> WrongSetting.explain(setting);
      case InvalidSettingException setting -> setting.getMessage();
      case DataFolderInUseException locked -> locked.getMessage();
      case ServerException server -> server.getMessage();
      case PortInUseException port ->
          "Port %d is in use: choose another with --port".formatted(port.getPort());
      default -> null;
    };
  }

  /** Spring would print a page: {@code main} reports instead. */
  @Override
  public boolean reportException(Throwable failure) {
    return true;
  }
}
