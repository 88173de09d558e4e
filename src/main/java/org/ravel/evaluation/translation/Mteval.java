package org.ravel.evaluation.translation;

import java.util.List;
import java.util.regex.Pattern;

/** The tokens of mteval-v13a, which sacreBLEU calls {@code 13a}: punctuation stands apart. */
final class Mteval {
  private static final Pattern SYMBOLS = Pattern.compile("([{-~\\[-` -&(-+:-@/])");
  private static final Pattern MARK_AFTER_OTHER = Pattern.compile("([^0-9])([.,])");
  private static final Pattern MARK_BEFORE_OTHER = Pattern.compile("([.,])([^0-9])");
  private static final Pattern DASH_AFTER_DIGIT = Pattern.compile("([0-9])(-)");

  private Mteval() {}

  static List<String> tokens(String text) {
    String line =
        text.replace("<skipped>", "")
            .replace("-\n", "")
            .replace("\n", " ")
            .replace("&quot;", "\"")
            .replace("&amp;", "&")
            .replace("&lt;", "<")
            .replace("&gt;", ">");
    String spaced = SYMBOLS.matcher(" " + line + " ").replaceAll(" $1 ");
    spaced = MARK_AFTER_OTHER.matcher(spaced).replaceAll("$1 $2 ");
    spaced = MARK_BEFORE_OTHER.matcher(spaced).replaceAll(" $1 $2");
    spaced = DASH_AFTER_DIGIT.matcher(spaced).replaceAll("$1 $2 ");
    return WhiteSpaces.split(spaced);
  }
}
