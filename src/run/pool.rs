//! A few threads for jobs that take their time, started when there is something to do and gone when there is not.

use std::collections::VecDeque;
use std::io;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

type Job = Box<dyn FnOnce() + Send>;

/// The threads, from outside.
pub(super) struct Pool {
    name: &'static str,
    limit: usize,
    shared: Arc<Shared>,
}

#[derive(Default)]
struct Shared {
    queue: Mutex<Queue>,
    idle: Condvar,
}

#[derive(Default)]
struct Queue {
    jobs: VecDeque<Job>,
    threads: usize,
}

impl Shared {
    fn queue(&self) -> MutexGuard<'_, Queue> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn work(&self) {
        loop {
            let mut queue = self.queue();
            let Some(job) = queue.jobs.pop_front() else {
                queue.threads -= 1;
                self.idle.notify_all();
                return;
            };
            drop(queue);
            job();
        }
    }
}

impl Pool {
    /// Threads of this name, at most so many at once.
    pub(super) fn new(name: &'static str, limit: usize) -> Self {
        Self { name, limit, shared: Arc::default() }
    }

    /// Has a job done, as soon as a thread is free. Jobs begin in the order in which they are given.
    pub(super) fn give(&self, job: impl FnOnce() + Send + 'static) -> io::Result<()> {
        let mut queue = self.shared.queue();
        queue.jobs.push_back(Box::new(job));
        if queue.threads < self.limit {
            let shared = Arc::clone(&self.shared);
            thread::Builder::new().name(self.name.to_owned()).spawn(move || shared.work())?;
            queue.threads += 1;
        }
        Ok(())
    }

    /// Waits until everything is done, but no longer than so long.
    pub(super) fn wait(&self, patience: Duration) {
        let queue = self.shared.queue();
        let _ = self.shared.idle.wait_timeout_while(queue, patience, |queue| queue.threads > 0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};

    #[test]
    fn every_job_is_done_and_never_more_at_once_than_allowed() {
        let pool = Pool::new("test", 3);
        let counts: Arc<[AtomicUsize; 3]> = Arc::default();
        for _ in 0..40 {
            let counts = Arc::clone(&counts);
            let job = move || {
                let [now, most, done] = &*counts;
                most.fetch_max(now.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                thread::yield_now();
                now.fetch_sub(1, Ordering::SeqCst);
                done.fetch_add(1, Ordering::SeqCst);
            };
            pool.give(job).unwrap();
        }
        pool.wait(Duration::from_secs(20));
        let [_, most, done] = &*counts;
        assert_eq!(done.load(Ordering::SeqCst), 40);
        assert!((1..=3).contains(&most.load(Ordering::SeqCst)));
    }

    #[test]
    fn one_thread_does_jobs_in_order() {
        let pool = Pool::new("test", 1);
        let done: Arc<Mutex<Vec<usize>>> = Arc::default();
        for number in 0..20 {
            let done = Arc::clone(&done);
            pool.give(move || done.lock().unwrap().push(number)).unwrap();
        }
        pool.wait(Duration::from_secs(20));
        assert!(done.lock().unwrap().iter().copied().eq(0..20));
    }
}
