package org.ravel.config;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A pattern of names of files: {@code *} stands for any characters but {@code /}, {@code **} for
 * any at all, <code>**&#47;</code> for any folders or none, {@code ?} for one character but {@code
 * /}, {@code [a-c]} for one of some characters, {@code [!a-c]} for one of the others, and {@code
 * {a,b}} for one of some texts; a backslash takes the next character as it is.
 *
 * <p>Matches text, unlike {@link java.nio.file.PathMatcher}: names on a distributed file system
 * need not be names that the local one could hold in the machine's language.
 */
public record Glob(String text) {
  /** What stands for itself in a class of characters only with a backslash. */
  private static final String SPECIAL_IN_CLASS = "[]\\&^";

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public Glob {
    try {
      compile(text);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "be patterns of names of files such as novels/*.txt, but \"%s\" is none: %s"
              .formatted(text, e.getDescription()),
          e);
    }
  }

  /** The pattern, to match many names with. */
  public Pattern pattern() {
    return compile(text);
  }

  @JsonValue
  @Override
  public String toString() {
    return text;
  }

  private static Pattern compile(String glob) {
    StringBuilder regex = new StringBuilder();
    boolean alternatives = false;
    int i = 0;
    while (i < glob.length()) {
      char c = glob.charAt(i);
      int taken = 1;
      if (glob.startsWith("**/", i)) {
        regex.append("(?:.*/)?");
        taken = 3;
      } else if (glob.startsWith("**", i)) {
        regex.append(".*");
        taken = 2;
      } else if (c == '*') {
        regex.append("[^/]*");
      } else if (c == '?') {
        regex.append("[^/]");
      } else if (c == '[') {
        taken = characterClass(glob, i, regex);
      } else if (c == '{' && !alternatives) {
        regex.append("(?:");
        alternatives = true;
      } else if (c == '}' && alternatives) {
        regex.append(')');
        alternatives = false;
      } else if (c == ',' && alternatives) {
        regex.append('|');
      } else if (c == '\\' && i + 1 < glob.length()) {
        regex.append(Pattern.quote(glob.substring(i + 1, i + 2)));
        taken = 2;
      } else {
        regex.append(Pattern.quote(String.valueOf(c)));
      }
      i += taken;
    }
    if (alternatives) {
      throw new PatternSyntaxException("a { is not closed", glob, glob.length());
    }
    return Pattern.compile(regex.toString(), Pattern.DOTALL);
  }

  /** Adds what stands between brackets, and says how long it is with them. */
  private static int characterClass(String glob, int start, StringBuilder regex) {
    int end = glob.indexOf(']', start + 2);
    if (end < 0) {
      throw new PatternSyntaxException("a [ is not closed", glob, start);
    }
    boolean others = glob.charAt(start + 1) == '!';
    regex.append(others ? "[^/" : "[");
    for (char c : glob.substring(start + (others ? 2 : 1), end).toCharArray()) {
      regex.append(SPECIAL_IN_CLASS.indexOf(c) >= 0 ? "\\" + c : String.valueOf(c));
    }
    regex.append(']');
    return end - start + 1;
  }
}
