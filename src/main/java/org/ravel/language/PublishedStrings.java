package org.ravel.language;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ravel.language.LanguageStrings.Drawn;

/** Strings that the literature gives of a language, to learn it from. */
public final class PublishedStrings {
  private static final String FILE = "tomita.txt";

  private PublishedStrings() {}

  /** Those of a language by its name; none where no such strings are known. */
  public static List<Drawn> of(Language<?> language) {
    List<Drawn> strings = new ArrayList<>();
    for (String line : text().lines().toList()) {
      String[] words = line.split(" ");
      if (words[0].equals(language.name())) {
        boolean member = words[1].equals(LanguageLines.ACCEPT);
        Arrays.stream(words)
            .skip(2)
            .map(word -> new Drawn(language.string(String.join(" ", word.split(""))), member))
            .forEach(strings::add);
      }
    }
    return strings;
  }

  private static String text() {
    try (InputStream file = PublishedStrings.class.getResourceAsStream(FILE)) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "%s cannot be read from the program's own files".formatted(FILE), e);
    }
  }
}
