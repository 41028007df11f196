package dev.naru.ingress;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.concurrent.Executors;

/** An OpenID Connect issuer with one key, over real HTTP. */
public final class FakeIssuer implements AutoCloseable {
  public static final String ISSUER = "https://id.example/realms/naru";
  public static final String AUDIENCE = "naru";

  private final ECKey key;
  private final HttpServer server;
  private volatile boolean away;

  public FakeIssuer() {
    try {
      key = new ECKeyGenerator(Curve.P_256).keyID("k1").generate();
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (JOSEException | IOException e) {
      throw new IllegalStateException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/keys", this::keys);
    server.start();
  }

  private void keys(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] keys = new JWKSet(key.toPublicJWK()).toString().getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(away ? 503 : 200, keys.length);
      exchange.getResponseBody().write(keys);
    }
  }

  public void away(boolean isAway) {
    this.away = isAway;
  }

  /** Where its keys are. */
  public String keysAddress() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/keys";
  }

  /** Claims that are good for a minute; more may be added. */
  public static JWTClaimsSet.Builder claims(String subject) {
    return new JWTClaimsSet.Builder()
        .issuer(ISSUER)
        .audience(AUDIENCE)
        .subject(subject)
        .expirationTime(Date.from(Instant.now().plusSeconds(60)));
  }

  public String token(JWTClaimsSet claims) {
    try {
      SignedJWT jwt =
          new SignedJWT(
              new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID()).build(), claims);
      jwt.sign(new ECDSASigner(key));
      return jwt.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
