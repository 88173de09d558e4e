package org.ravel.storage;

import java.io.IOException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import org.apache.hadoop.security.UserGroupInformation;
import org.ravel.error.StorageException;

/** Who writes, and when. */
public record Author(Clock clock) {

  /** UTC, in seconds. */
  public String now() {
    return clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /** As Hadoop knows the user. */
  public String user() {
    try {
      return UserGroupInformation.getCurrentUser().getShortUserName();
    } catch (IOException e) {
      throw new StorageException(
          "cannot tell who is logged in: %s; check the Kerberos login".formatted(e.getMessage()),
          e);
    }
  }
}
