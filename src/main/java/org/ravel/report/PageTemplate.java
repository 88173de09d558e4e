package org.ravel.report;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.ravel.plot.ShownText;
import org.ravel.plot.Svg;

/**
 * The pages' templates, which stand beside this class. All values are escaped unless a template
 * says otherwise with three braces, which it does for drawings of ours only.
 */
final class PageTemplate {
  /** The partial that is the plots' style sheet. */
  private static final String PLOT_STYLE = "plot-style";

  private PageTemplate() {}

  /** Fills a template, such as {@code report.html}. */
  static String fill(String name, Object values) {
    Mustache.Compiler compiler =
        Mustache.compiler()
            .withEscaper(ShownText::escaped)
            .withLoader(PageTemplate::open)
            .nullValue("");
    try (Reader reader = open(name)) {
      Template template = compiler.compile(reader);
      return template.execute(values);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read %s from the jar".formatted(name), e);
    }
  }

  private static Reader open(String name) {
    if (name.equals(PLOT_STYLE)) {
      return new StringReader(Svg.style());
    }
    String file = name + ".mustache";
    InputStream in = PageTemplate.class.getResourceAsStream(file);
    return new InputStreamReader(
        Objects.requireNonNull(in, () -> file + " is not in the jar"), StandardCharsets.UTF_8);
  }
}
