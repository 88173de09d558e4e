package org.ravel.report;

import java.util.List;

/**
 * One variant of a question.
 *
 * @param variant its name; null where there is one only
 * @param commands that were run, in their order
 * @param sweep what the trainings came to
 * @param dynamics the page about the best network; null where it was not looked at
 * @param pictures parts of that page, by name
 */
public record LabPart(
    String variant,
    List<String> commands,
    SweepReport sweep,
    String dynamics,
    List<String> pictures) {
  public LabPart {
    commands = List.copyOf(commands);
    pictures = List.copyOf(pictures);
  }
}
