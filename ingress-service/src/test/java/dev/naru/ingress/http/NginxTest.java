package dev.naru.ingress.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import dev.naru.ingress.Caller;
import dev.naru.ingress.Caller.Answer;
import dev.naru.ingress.view.Holder;
import dev.naru.ingress.view.SessionRecord;
import dev.naru.model.RoomSettings;
import dev.naru.model.SessionState;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The configuration that is shipped, in a real nginx between a visitor, Naru and a site. */
@TestInstance(Lifecycle.PER_CLASS)
@Timeout(120)
@SuppressWarnings("NullAway.Init")
class NginxTest {
  private static final Path NGINX = Path.of("/usr/sbin/nginx");
  private static final Path SHIPPED = Path.of("..", "infra", "nginx", "naru.conf");

  private final List<String> asked = new CopyOnWriteArrayList<>();
  private HttpDoor door;
  private HttpServer site;
  private Process nginx;
  private Caller visitor;
  private SessionRecord session;
  private String[] token;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    assumeTrue(
        Files.isExecutable(NGINX),
        "Expected nginx at "
            + NGINX
            + ", but there is none: install nginx-light to try infra/nginx");
    door = new HttpDoor(folder.resolve("naru"));
    site = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    site.createContext(
        "/",
        exchange -> {
          asked.add(
              exchange.getRequestURI()
                  + " session="
                  + exchange.getRequestHeaders().get("X-Naru-Session")
                  + " user="
                  + exchange.getRequestHeaders().get("X-Naru-User"));
          exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
          boolean broken = exchange.getRequestURI().getPath().equals("/broken");
          exchange.sendResponseHeaders(broken ? 500 : 200, -1);
          exchange.close();
        });
    site.start();
    int port = freePort();
    nginx = run(configured(folder, port), folder);
    visitor = new Caller(port);
    await()
        .atMost(Duration.ofSeconds(30))
        .ignoreExceptions()
        .until(
            () -> {
              try (Socket knock = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return knock.isConnected();
              }
            });
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private Path configured(Path folder, int port) throws IOException {
    String shipped =
        Files.readString(SHIPPED)
            .replace("listen 80;", "listen 127.0.0.1:" + port + ";")
            .replace("127.0.0.1:8080", "127.0.0.1:" + door.port)
            .replace("127.0.0.1:3000", "127.0.0.1:" + site.getAddress().getPort())
            .replace("room=default", "room=lobby");
    List<String> lines = new ArrayList<>(List.of("daemon off;", "master_process off;"));
    lines.add("error_log stderr warn;");
    lines.add("pid " + folder.resolve("nginx.pid") + ";");
    lines.add("events {}");
    lines.add("http {");
    lines.add("access_log off;");
    for (String kind : List.of("client_body", "proxy", "fastcgi", "uwsgi", "scgi")) {
      lines.add(kind + "_temp_path " + folder.resolve(kind) + ";");
    }
    lines.add(shipped);
    lines.add("}");
    return Files.write(folder.resolve("nginx.conf"), lines);
  }

  private static Process run(Path configuration, Path folder) throws IOException {
    return new ProcessBuilder(
            NGINX.toString(), "-p", folder.toString(), "-c", configuration.toString())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  @AfterAll
  void stop() throws InterruptedException {
    if (nginx != null) {
      nginx.destroy();
      if (!nginx.waitFor(10, TimeUnit.SECONDS)) {
        nginx.destroyForcibly();
      }
    }
    if (site != null) {
      site.stop(0);
    }
    if (door != null) {
      door.close();
    }
  }

  @BeforeEach
  void admitted() {
    door.view.away(false);
    door.shown(10);
    door.view.room("lobby", RoomSettings.defaults());
    session = door.session(SessionState.ACTIVE);
    door.view.holder(session.id(), new Holder(0, null, "김"));
    token = door.tokenOf(session.id(), 3);
    asked.clear();
  }

  private String[] cookie() {
    String set =
        visitor
            .send("POST", "/v1/sessions/" + session.id() + "/cookie", null, token)
            .header("Set-Cookie");
    assertThat(set).startsWith("naru_token=");
    return new String[] {"Cookie", set.substring(0, set.indexOf(';'))};
  }

  @Test
  void whoeverWasAdmittedGetsToTheSiteWithTheCookieOfThePage() {
    // when
    Answer passed = visitor.send("GET", "/buy?seat=1", null, cookie());

    // then
    assertThat(passed.status()).isEqualTo(200);
    assertThat(asked)
        .containsExactly("/buy?seat=1 session=[" + session.id() + "] user=[%EA%B9%80]");
  }

  @Test
  void whoeverWasNotIsSentToWaitAndTheSiteHearsNothing() {
    // when
    Answer sent = visitor.send("GET", "/buy?seat=1", null);

    // then
    assertThat(sent.status()).isEqualTo(302);
    assertThat(sent.header("Location")).isEqualTo("/r/lobby?return=%2Fbuy%3Fseat%3D1");
    assertThat(sent.header("Cache-Control")).isEqualTo("no-store");
    assertThat(asked).isEmpty();
  }

  @Test
  void whatAVisitorSaysOfItselfIsReplaced() {
    // given
    String[] cookie = cookie();

    // when
    visitor.send(
        "GET", "/", null, cookie[0], cookie[1], "X-Naru-User", "admin", "X-Naru-Session", "1");

    // then
    assertThat(asked).containsExactly("/ session=[" + session.id() + "] user=[%EA%B9%80]");
  }

  @Test
  void aTransferOrAnEndShutsTheSite() {
    // given
    String[] cookie = cookie();
    door.view.holder(session.id(), new Holder(7, session.id(), "김"));

    // then
    assertThat(visitor.send("GET", "/", null, cookie).status()).isEqualTo(302);
  }

  @Test
  void contentIsNotAskedAboutButPassedOn() {
    assertThat(visitor.send("POST", "/buy", "x".repeat(100_000), cookie()).status()).isEqualTo(200);
  }

  @Test
  void whileNaruCannotTellTheSiteIsUnavailableAndNotBroken() {
    // given
    String[] cookie = cookie();
    door.view.away(true);

    // when
    Answer away = visitor.send("GET", "/", null, cookie);

    // then
    assertThat(away.status()).isEqualTo(503);
    assertThat(away.header("Retry-After")).isEqualTo("1");
    assertThat(asked).isEmpty();
  }

  @Test
  void anErrorOfTheSiteIsItsOwn() {
    assertThat(visitor.send("GET", "/broken", null, cookie()).status()).isEqualTo(500);
  }

  @Test
  void neitherOperatorsNorVerifyingAreReachedThroughIt() {
    // given
    String[] operator = HttpDoor.OPERATOR;

    // then
    assertThat(visitor.send("GET", "/admin/v1/audit", null, operator).status()).isEqualTo(302);
    assertThat(visitor.send("GET", "/actuator/health", null).status()).isEqualTo(302);
    assertThat(visitor.send("GET", "/naru-verify", null, token).status()).isEqualTo(404);
  }
}
