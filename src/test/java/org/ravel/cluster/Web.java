package org.ravel.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.function.Predicate;

/** The daemons' REST interfaces. */
final class Web {
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().followRedirects(HttpClient.Redirect.ALWAYS).build();
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private Web() {}

  /** What an address says; a missing node where nobody answers, or not in JSON. */
  static JsonNode get(URI base, String path) {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(base.resolve(path))
              .header("Accept", "application/json")
              .timeout(Duration.ofSeconds(10))
              .build();
      HttpResponse<String> response = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
      return response.statusCode() == 200
          ? JSON.readTree(response.body())
          : MissingNode.getInstance();
    } catch (IOException notYet) {
      return MissingNode.getInstance();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Asks until the answer is as it should be. */
  static JsonNode await(URI base, String path, Predicate<JsonNode> condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    JsonNode answer = get(base, path);
    while (!condition.test(answer)) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("%s%s still says %s".formatted(base, path, answer));
      }
      Pause.briefly();
      answer = get(base, path);
    }
    return answer;
  }
}
