package org.ravel.storage;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/** Files or folders in a folder that are named by numbers from 1, without gaps at the end. */
public final class Numbered {
  private final Storage storage;
  private final Path folder;
  private final String suffix;
  private final Pattern pattern;

  /**
   * Numbers in a folder, which need not be there.
   *
   * @param suffix of the names behind the number
   */
  public Numbered(Storage storage, Path folder, String suffix) {
    this.storage = storage;
    this.folder = folder;
    this.suffix = suffix;
    this.pattern = Pattern.compile("([0-9]{6,9})" + Pattern.quote(suffix));
  }

  /** Those that are taken, in order. */
  public List<Integer> taken() {
    if (!storage.exists(folder)) {
      return List.of();
    }
    FileStatus[] files = storage.reading(folder, fileSystem -> fileSystem.listStatus(folder));
    return Arrays.stream(files)
        .map(file -> pattern.matcher(file.getPath().getName()))
        .filter(Matcher::matches)
        .map(matcher -> Integer.valueOf(matcher.group(1)))
        .sorted()
        .toList();
  }

  /** Where a number's file or folder is. */
  public Path path(int number) {
    return new Path(folder, "%06d%s".formatted(number, suffix));
  }

  /**
   * Gives something whole a number.
   *
   * @return whether the number was free
   */
  public boolean claim(Path whole, int number) {
    storage.makeFolder(folder);
    return Claim.rename(storage, whole, path(number));
  }
}
