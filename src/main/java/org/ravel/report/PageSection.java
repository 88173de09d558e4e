package org.ravel.report;

import java.util.List;
import java.util.regex.Pattern;
import org.ravel.error.ConfigurationException;

/** A section of a page of ours, for another page. */
public final class PageSection {
  private static final Pattern NAME = Pattern.compile("<section id=\"([^\"]*)\">");

  private PageSection() {}

  /**
   * The section, its heading three levels lower, and without its name, which several pages share.
   *
   * @param page in which sections hold no sections
   * @throws ConfigurationException if the page has no such section
   */
  public static String of(String page, String name) {
    String head = "<section id=\"" + name + "\">";
    int begin = page.indexOf(head);
    if (begin < 0) {
      List<String> names = NAME.matcher(page).results().map(found -> found.group(1)).toList();
      throw new ConfigurationException(
          "lab.pictures names %s, but the network's page has %s; name some of these"
              .formatted(name, String.join(", ", names)));
    }
    String content =
        page.substring(begin + head.length(), page.indexOf("</section>", begin)).strip();
    return content
        .replace("<h2>", "<h4>")
        .replace("</h2>", "</h4>")
        .replace("<h3>", "<h5>")
        .replace("</h3>", "</h5>");
  }
}
