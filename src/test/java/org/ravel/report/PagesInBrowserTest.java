package org.ravel.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.ravel.testing.Chromium;

/** Every page in a browser, on a desk and on a telephone, by day and by night. */
class PagesInBrowserTest {
  @TempDir private static Path folder;
  private static Chromium chromium;
  private static String checks;

  static List<WrittenPage> pages() {
    return WrittenPage.all();
  }

  @BeforeAll
  static void start() throws Exception {
    assumeTrue(
        Chromium.program().isPresent(),
        "there is no Chromium on the PATH: pages are not tested in a browser; install the package chromium");
    chromium =
        Chromium.start(
            Chromium.program().orElseThrow(), Files.createDirectory(folder.resolve("profile")));
    try (InputStream in = PagesInBrowserTest.class.getResourceAsStream("page-checks.js")) {
      checks = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @AfterAll
  static void stop() {
    if (chromium != null) {
      chromium.close();
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void isReadableAndLoadsNothing(WrittenPage page) throws Exception {
    List<String> wrong = new ArrayList<>();
    for (String kind : List.of("plain", "hostile")) {
      String html = page.make().apply(kind.equals("plain") ? text -> text : WrittenPage::hostile);
      URI file = Files.writeString(folder.resolve(kind + ".html"), html).toUri();
      for (int width : List.of(1200, 390)) {
        for (boolean dark : List.of(false, true)) {
          String look = "%s, %d px, %s: ".formatted(kind, width, dark ? "dark" : "light");
          chromium.look(width, dark);
          chromium.open(file).forEach(event -> complaint(event, file).ifPresent(wrong::add));
          for (JsonNode sentence : chromium.evaluate(checks)) {
            wrong.add(look + sentence.asText());
          }
        }
      }
    }

    assertThat(wrong).isEmpty();
  }

  /** What the browser tells of a page that should be quiet; empty if it is. */
  private static Optional<String> complaint(JsonNode event, URI file) {
    JsonNode parameters = event.path("params");
    return switch (event.path("method").asText()) {
      case "Network.requestWillBeSent" -> {
        String address = parameters.path("request").path("url").asText();
        // A picture that is in the page is "asked for", too.
        yield address.startsWith("data:image/") || URI.create(address).equals(file)
            ? Optional.empty()
            : Optional.of("it asks for " + address);
      }
      case "Log.entryAdded", "Runtime.consoleAPICalled", "Runtime.exceptionThrown" ->
          Optional.of(parameters.toString());
      default -> Optional.empty();
    };
  }
}
