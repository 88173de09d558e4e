package org.ravel.plot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Colours against the paper: WCAG 2.1 asks for 4.5 in text (1.4.3) and 3 in graphics (1.4.11). */
class ContrastTest {
  private static final String DARK = "@media (prefers-color-scheme: dark)";

  @Test
  void inksCanBeSeen() {
    String style = Svg.style();
    int dark = style.indexOf(DARK);
    check(colors(style.substring(0, dark)));
    check(colors(style.substring(dark)));
  }

  private static void check(Map<String, String> colors) {
    for (Ink ink : Ink.values()) {
      String name = ink.cssClass().replace("ink-", "plot-");
      double least = name.contains("pale") ? 3 : 4.5;
      assertThat(contrast(colors.get(name), colors.get("plot-paper")))
          .as(name + " on the paper")
          .isGreaterThanOrEqualTo(least);
    }
    assertThat(contrast(colors.get("plot-ink"), colors.get("plot-paper"))).isGreaterThan(7);
    assertThat(contrast(colors.get("plot-soft"), colors.get("plot-paper"))).isGreaterThan(4.5);
  }

  private static Map<String, String> colors(String style) {
    Map<String, String> colors = new TreeMap<>();
    Pattern.compile("--([a-z-]+): (#[0-9a-f]+);")
        .matcher(style)
        .results()
        .forEach(match -> colors.put(match.group(1), match.group(2)));
    return colors;
  }

  private static double contrast(String one, String other) {
    double a = luminance(one) + 0.05;
    double b = luminance(other) + 0.05;
    return Math.max(a, b) / Math.min(a, b);
  }

  private static double luminance(String color) {
    String hex = color.length() == 4 ? color.replaceAll("[0-9a-f]", "$0$0") : color;
    double[] weights = {0.2126, 0.7152, 0.0722};
    double luminance = 0;
    for (int i = 0; i < 3; i++) {
      double share = Integer.parseInt(hex.substring(1 + 2 * i, 3 + 2 * i), 16) / 255.0;
      double linear = share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
      luminance += weights[i] * linear;
    }
    return luminance;
  }
}
