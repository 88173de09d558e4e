package org.ravel.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What was asked and found in the laboratory as one page of HTML, with a chapter a question. */
final class LabPage {
  private LabPage() {}

  /**
   * A line of the table of contents: trainings that differ in their seed only.
   *
   * @param anchor of the chapter
   * @param title of the chapter, in its first line
   * @param what the variant and the settings
   * @param figure by which trainings are compared, and its goal
   * @param cells trainings, mean, lowest, highest, how many have reached the goal
   */
  record Line(String anchor, String title, String what, String figure, List<String> cells) {}

  static String of(String title, List<LabChapter> chapters) {
    Map<String, Object> page = new HashMap<>();
    page.put("title", title == null ? chapters.get(0).title() : title);
    List<Line> lines = new ArrayList<>();
    List<Map<String, Object>> shown = new ArrayList<>();
    for (LabChapter chapter : chapters) {
      String anchor = "chapter-" + (shown.size() + 1);
      lines.addAll(lines(chapter, anchor));
      Map<String, Object> values = new HashMap<>();
      values.put("anchor", anchor);
      values.put("title", chapter.title());
      values.put("question", chapter.question());
      values.put("command", chapter.command());
      values.put("parts", chapter.parts().stream().map(LabPage::values).toList());
      shown.add(values);
    }
    page.put("lines", lines);
    page.put("chapters", shown);
    return PageTemplate.fill("lab.html", page);
  }

  private static Map<String, Object> values(LabPart part) {
    Map<String, Object> values = new HashMap<>(SweepPage.values(part.sweep()));
    values.put("variant", part.variant());
    values.put("commands", String.join("\n", part.commands()));
    values.put("sections", part.sections());
    return values;
  }

  private static List<Line> lines(LabChapter chapter, String anchor) {
    List<Line> lines = new ArrayList<>();
    for (LabPart part : chapter.parts()) {
      SweepPage page = new SweepPage(part.sweep());
      for (SweepGroup group : part.sweep().groups()) {
        String settings =
            group.settings().entrySet().stream()
                .map(setting -> setting.getKey() + "=" + setting.getValue())
                .collect(Collectors.joining(" "));
        String what = part.variant() == null ? settings : (part.variant() + " " + settings).strip();
        lines.add(
            new Line(
                anchor,
                lines.isEmpty() ? chapter.title() : null,
                what,
                page.compared(),
                page.summary(group)));
      }
    }
    return lines;
  }
}
