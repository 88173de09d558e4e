package org.ravel.report;

import java.util.List;

/**
 * A question of the laboratory, and what was found.
 *
 * @param title its name
 * @param question what was asked; null for nothing
 * @param command that answers it
 * @param parts one for each variant
 */
public record LabChapter(String title, String question, String command, List<LabPart> parts) {
  public LabChapter {
    parts = List.copyOf(parts);
  }
}
