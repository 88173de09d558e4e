package org.ravel.corpus;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;

/** What lies in a file system, also what cannot be read. */
interface Entries {

  /** What a path leads to; empty if there is nothing. */
  Optional<Entry> at(Path path) throws IOException;

  /** What lies directly in a folder. */
  List<Entry> in(Path folder) throws IOException;

  static Entries of(FileSystem fileSystem) {
    return fileSystem.getUri().getScheme().equals("file")
        ? new LocalEntries(fileSystem)
        : new RemoteEntries(fileSystem);
  }

  /** Those of a file system whose listings are complete. */
  record RemoteEntries(FileSystem fileSystem) implements Entries {

    @Override
    public Optional<Entry> at(Path path) throws IOException {
      try {
        return Optional.of(entry(fileSystem.getFileStatus(path)));
      } catch (FileNotFoundException nothing) {
        return Optional.empty();
      }
    }

    @Override
    public List<Entry> in(Path folder) throws IOException {
      List<Entry> entries = new ArrayList<>();
      RemoteIterator<FileStatus> children = fileSystem.listStatusIterator(folder);
      while (children.hasNext()) {
        entries.add(entry(children.next()));
      }
      return entries;
    }

    private Entry entry(FileStatus status) {
      String name = status.getPath().toString();
      if (status.isSymlink()) {
        return Entry.unreadable(
            name,
            "is a symbolic link, which this file system does not follow; name what it leads to");
      }
      // One NameNode may be named with and without its port.
      String service = fileSystem.getCanonicalServiceName();
      String identity = service == null ? name : service + status.getPath().toUri().getPath();
      return Entry.readable(status, identity, true);
    }
  }
}
