"""Work that outlives a request: durable workflows of checkpointed steps, announcements and schedules."""

from personae.jobs.announce import announce
from personae.jobs.looking import Job, State
from personae.jobs.runner import Jobs
from personae.jobs.workflow import Ids, Reaction, Schedule, Step, Workflow

__all__ = ["Ids", "Job", "Jobs", "Reaction", "Schedule", "State", "Step", "Workflow", "announce"]
