import Dispatch

/// Runs the jobs of tasks one after the other, in the order in which they came: tasks that prefer it get as far as
/// their first wait in the order in which they were made.
final class OrderedExecutor: TaskExecutor {
  private let queue = DispatchQueue(label: "ordered")

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queue.async { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
  }

  /// Waits until the tasks made so far have got as far as their first wait.
  func settle() async {
    await Task(executorPreference: self) {}.value
  }
}
