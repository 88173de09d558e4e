/** Attention inside a recurrence: each step reads what the step before has seen. */
package org.ravel.network.feeding;
