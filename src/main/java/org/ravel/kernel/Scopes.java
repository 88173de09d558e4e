package org.ravel.kernel;

import java.util.function.Supplier;
import org.bytedeco.javacpp.PointerScope;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.factory.Nd4j;

/** Who owns memory: pointer scopes for native objects, workspaces for arrays. */
public final class Scopes {
  private Scopes() {}

  /** Takes all native objects made until it is closed. */
  @SuppressWarnings("unchecked") // a generic array of classes, empty
  public static PointerScope pointers() {
    return new PointerScope();
  }

  /** Arrays that the work makes belong to no workspace, and so outlast it. */
  @SuppressWarnings("try") // the resource is the effect
  public static <T> T outsideWorkspaces(Supplier<T> work) {
    try (MemoryWorkspace ignored = Nd4j.getWorkspaceManager().scopeOutOfWorkspaces()) {
      return work.get();
    }
  }
}
