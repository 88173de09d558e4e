package org.ravel.corpus;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.GlobExpander;
import org.apache.hadoop.fs.GlobFilter;
import org.apache.hadoop.fs.Path;
import org.ravel.error.ConfigurationException;

/**
 * A pattern of paths in Hadoop's syntax. Unlike {@code FileSystem.globStatus}, finds what cannot be
 * read too, so that it can be named.
 */
final class PathPattern {
  private final String key;
  private final Path pattern;
  private final Entries entries;
  private final List<String> hidden;

  /**
   * A pattern.
   *
   * @param key the setting, for messages
   * @param hidden takes the paths that fit, but for a hidden name
   */
  PathPattern(String key, Path pattern, Entries entries, List<String> hidden) {
    this.key = key;
    this.pattern = pattern;
    this.entries = entries;
    this.hidden = hidden;
  }

  /**
   * What fits, each once.
   *
   * @throws ConfigurationException if it is no pattern
   */
  List<Entry> matches() throws IOException {
    Map<String, Entry> found = new LinkedHashMap<>();
    for (String alternative : alternatives()) {
      matches(alternative).forEach(entry -> found.putIfAbsent(entry.name(), entry));
    }
    return List.copyOf(found.values());
  }

  /** Where braces hold a slash, the paths that they stand for. */
  private List<String> alternatives() {
    try {
      return GlobExpander.expand(pattern.toUri().getPath());
    } catch (IOException e) {
      throw malformed(e);
    }
  }

  private List<Entry> matches(String alternative) throws IOException {
    List<Path> folders = List.of(new Path(pattern, "/"));
    List<Entry> found = List.of();
    List<String> names =
        Arrays.stream(alternative.split("/", -1)).filter(name -> !name.isEmpty()).toList();
    for (int i = 0; i < names.size(); i++) {
      GlobFilter filter = filter(names.get(i));
      boolean last = i == names.size() - 1;
      List<Path> next = new ArrayList<>();
      List<Entry> matches = new ArrayList<>();
      for (Path folder : folders) {
        if (filter.hasPattern()) {
          matches.addAll(in(folder, filter));
        } else {
          Path child = child(folder, names.get(i).replaceAll("\\\\(.)", "$1"));
          if (last) {
            entries.at(child).ifPresent(matches::add);
          } else {
            next.add(child);
          }
        }
      }
      for (Entry match : matches) {
        if (!last) {
          SourceListing.requireReadable(key, match);
          next.add(match.path());
        }
      }
      folders = next;
      found = matches;
    }
    return found;
  }

  private List<Entry> in(Path folder, GlobFilter filter) throws IOException {
    Optional<Entry> entry = entries.at(folder);
    entry.ifPresent(found -> SourceListing.requireReadable(key, found));
    List<Entry> matches = new ArrayList<>();
    if (entry.isPresent() && entry.get().status().isDirectory()) {
      for (Entry child : entries.in(folder)) {
        String name = child.name().substring(child.name().lastIndexOf('/') + 1);
        if (filter.accept(name(name))) {
          if (Entry.isHidden(name)) {
            hidden.add(child.name());
          } else {
            matches.add(child);
          }
        }
      }
    }
    return matches;
  }

  private GlobFilter filter(String name) {
    try {
      return new GlobFilter(name);
    } catch (IOException e) {
      throw malformed(e);
    }
  }

  private ConfigurationException malformed(IOException cause) {
    return new ConfigurationException(
        "%s names %s, which is no path that exists and no pattern: %s; correct it"
            .formatted(key, pattern, cause.getMessage()),
        cause);
  }

  /** A name may hold a colon, which a path of itself may not. */
  private static Path child(Path folder, String name) {
    return new Path(folder, name(name));
  }

  private static Path name(String name) {
    return new Path(null, null, name);
  }
}
