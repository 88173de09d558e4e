package org.ravel.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.spark.SparkConf;
import org.ravel.error.RavelException;
import org.ravel.spark.Sessions;
import org.ravel.storage.Storage;

/**
 * What a driver on YARN has printed, and how its command ended: a file that the driver leaves for
 * the client that waits for it, since spark-submit tells of a driver no more than whether it
 * failed. The file lies beside Spark's own folder for staging.
 *
 * @param status the command's exit code
 * @param out its results
 * @param err the last lines of what it said besides
 */
public record Transcript(int status, String out, List<String> err) {
  /** Names the file; {@code jobs/ravel} gives each submission a name of its own. */
  private static final String SETTING = "spark.ravel.transcript";

  private static final int LONGEST = 1 << 24;

  private static final ObjectMapper JSON = new ObjectMapper();

  public Transcript {
    err = List.copyOf(err);
  }

  /** In the client: prints the transcript, and ends with the exit code in it. */
  public static void main(String[] arguments) {
    Exit.with(tell(Console.stream(System.out), Console.stream(System.err)));
  }

  private static int tell(PrintStream out, PrintStream err) {
    try {
      Optional<Transcript> transcript = take(new SparkConf());
      if (transcript.isPresent()) {
        transcript.get().err().forEach(err::println);
        out.print(transcript.get().out());
        out.flush();
        return transcript.get().status();
      }
    } catch (RavelException e) {
      err.println("what the command printed cannot be read: " + e.getMessage());
    }
    return Preflight.GO_ON;
  }

  /** In the driver: leaves the transcript, if somebody waits for it. */
  void leave(SparkConf conf) {
    if (!conf.contains(SETTING)) {
      return;
    }
    Storage storage = storage();
    Path file = file(storage, conf);
    storage.writing(
        file,
        // For its owner only, like Spark's own folder.
        fileSystem ->
            FileSystem.mkdirs(fileSystem, file.getParent(), new FsPermission((short) 0700)));
    storage.writeText(file, json());
  }

  /** Reads and removes the transcript, if there is one. */
  static Optional<Transcript> take(SparkConf conf) {
    Storage storage = storage();
    Path file = file(storage, conf);
    if (!storage.exists(file)) {
      return Optional.empty();
    }
    String text = storage.readText(file, LONGEST);
    storage.delete(file);
    try {
      return Optional.of(JSON.readValue(text, Transcript.class));
    } catch (JsonProcessingException torn) {
      return Optional.empty();
    }
  }

  private static Storage storage() {
    return new Storage(Sessions.hadoopConfiguration());
  }

  private static Path file(Storage storage, SparkConf conf) {
    String staging = conf.get("spark.yarn.stagingDir", "");
    Path base =
        staging.isEmpty()
            ? storage.reading(new Path("."), FileSystem::getHomeDirectory)
            : storage.qualified(staging);
    return new Path(base, ".ravel-transcripts/" + conf.get(SETTING) + ".json");
  }

  private String json() {
    try {
      return JSON.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("numbers and strings are always JSON", e);
    }
  }
}
