package org.ravel.report;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Links from a page to others below its folder. */
final class RelativeLink {
  private RelativeLink() {}

  /** Never anything but a place below the page's own folder, whatever the names of the folders. */
  static String of(String link) {
    return Arrays.stream(link.split("/"))
        .filter(name -> !name.isEmpty() && !name.equals(".") && !name.equals(".."))
        .map(RelativeLink::percentEncoded)
        .collect(Collectors.joining("/", "./", ""));
  }

  /** RFC 3986: all but what is never reserved. */
  private static String percentEncoded(String name) {
    StringBuilder encoded = new StringBuilder();
    for (byte each : name.getBytes(StandardCharsets.UTF_8)) {
      boolean plain =
          each > 0 && (Character.isLetterOrDigit(each) || "-._~".indexOf((char) each) >= 0);
      encoded.append(
          plain ? String.valueOf((char) each) : String.format(Locale.ROOT, "%%%02X", each));
    }
    return encoded.toString();
  }
}
