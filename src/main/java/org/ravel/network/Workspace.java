package org.ravel.network;

import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.memory.conf.WorkspaceConfiguration;
import org.nd4j.linalg.api.memory.enums.AllocationPolicy;
import org.nd4j.linalg.api.memory.enums.LearningPolicy;
import org.nd4j.linalg.api.memory.enums.ResetPolicy;
import org.nd4j.linalg.api.memory.enums.SpillPolicy;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Memory for the arrays of one pass, of which each thread has its own: it is used again in the next
 * pass, so that nothing waits for the garbage collector, which does not feel native memory.
 */
public final class Workspace {
  private static final String NAME = "ravel network";
  private static final WorkspaceConfiguration CONFIGURATION =
      WorkspaceConfiguration.builder()
          .initialSize(0)
          .overallocationLimit(0.05)
          .policyAllocation(AllocationPolicy.OVERALLOCATE)
          .policyLearning(LearningPolicy.FIRST_LOOP)
          .policyReset(ResetPolicy.BLOCK_LEFT)
          .policySpill(SpillPolicy.REALLOCATE)
          .build();

  private Workspace() {}

  /** Takes the arrays that this thread makes, until it is closed: then they are gone. */
  public static MemoryWorkspace enter() {
    return Nd4j.getWorkspaceManager().getAndActivateWorkspace(CONFIGURATION, NAME);
  }

  /** Gives this thread's memory back. */
  public static void release() {
    if (Nd4j.getWorkspaceManager().checkIfWorkspaceExists(NAME)) {
      Nd4j.getWorkspaceManager()
          .destroyWorkspace(Nd4j.getWorkspaceManager().getWorkspaceForCurrentThread(NAME));
    }
  }
}
