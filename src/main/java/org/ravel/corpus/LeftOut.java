package org.ravel.corpus;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a listing found and adds no text, for the log. */
final class LeftOut {
  private static final Logger LOG = LoggerFactory.getLogger(LeftOut.class);

  private final String key;
  private final List<String> hidden = new ArrayList<>();
  private final Set<String> empty = new LinkedHashSet<>();
  private final Set<String> again = new LinkedHashSet<>();

  LeftOut(String key) {
    this.key = key;
  }

  /** Names that start with {@code _} or a dot. */
  List<String> hidden() {
    return hidden;
  }

  /** Files without a byte. */
  Set<String> empty() {
    return empty;
  }

  /** Paths to files that are read by another path. */
  Set<String> again() {
    return again;
  }

  void tell() {
    tell(new LinkedHashSet<>(hidden), "not read because its name starts with _ or .");
    tell(empty, "empty");
    tell(again, "not read because it leads to a file that is read by another path");
  }

  private void tell(Collection<String> paths, String what) {
    if (paths.size() == 1) {
      LOG.info("{}: {} is {}", key, paths.iterator().next(), what);
    } else if (!paths.isEmpty()) {
      LOG.info(
          "{}: {} and {} more: each is {}", key, paths.iterator().next(), paths.size() - 1, what);
    }
  }
}
